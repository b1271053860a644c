import BulkEngine
import Operations

/// The API could not be read to the end of a list.
struct FetchStopped: CommandError {
  let stop: EngineStop
  let reading: Reading

  var status: ExitStatus { stop.status }

  var explanation: Explanation { Explanation(why, next: next) }

  private var why: Bilingual {
    guard case .keptFailing(let cause) = stop else { return stop.explanation.what }
    return Bilingual(
      "The API kept failing (\(ForeignReason.text(cause, .english))).",
      "A API continuou falhando (\(ForeignReason.text(cause, .portuguese))).")
  }

  private var next: Bilingual {
    let again = Bilingual(
      "give the same command again, and it goes on there.",
      "execute o mesmo comando de novo, e ele continua dali.")
    let (first, then): (Bilingual?, Bilingual) =
      switch stop {
      case .denied:
        (
          Bilingual("'\(doctor)' tells which.", "'\(doctor)' diz qual."),
          Bilingual("then \(again.english)", "depois \(again.portuguese)")
        )
      case .misdirected:
        (
          Bilingual("Check --base-url and --environment.", "Confira --base-url e --environment."),
          again
        )
      case .unreachable:
        (
          Bilingual(
            "Check network, proxy and --base-url.", "Confira rede, proxy e --base-url."), again
        )
      case .comeBackLater(let date):
        (
          nil,
          Bilingual(
            "after \(Language.english.moment(date)) \(again.english)",
            "depois de \(Language.portuguese.moment(date)) \(again.portuguese)")
        )
      case .keptFailing, .consentNeeded, .errorBudgetExceeded: (nil, again)
      }
    func text(_ language: Language) -> String {
      let kept = language.pick(
        "What was fetched is kept: \(then.english)",
        "O que foi baixado está guardado: \(then.portuguese)")
      return [first.map { language.pick($0.english, $0.portuguese) }, kept].compactMap(\.self)
        .joined(separator: " ")
    }
    return Bilingual(text(.english), text(.portuguese))
  }

  /// Tells key, address and permission apart, by an operation that reads what this list shows.
  private var doctor: String {
    switch reading {
    case .qualifications: "qualifica doctor"
    case .transactions, .transfers: "qualifica doctor --operation weepay-transaction"
    case .refunds: "qualifica doctor --operation refund"
    case .charges, .subscriptions, .statement, .balance: "qualifica doctor --operation charge"
    }
  }
}
