import BulkEngine
import Spreadsheets

/// What a session says of the ledger.
extension SessionMessages {
  /// The run goes on without it.
  func ledgerFailed(_ error: LedgerError) {
    warn(
      "WARNING: \(error.explanation.text(.english)) The run goes on without it.",
      "ATENÇÃO: \(error.explanation.text(.portuguese)) A execução continua sem ele.")
  }

  /// Records that another run has sent since the plan was made.
  func heldBack(_ records: Int) {
    warn(
      "WARNING: another run has sent \(records) of the records meanwhile: they are not sent again, see "
        + "ledger.already_sent in results.",
      "ATENÇÃO: outra execução já enviou registros desta (\(records)) nesse meio-tempo: eles não são "
        + "enviados de novo, veja ledger.already_sent nos resultados.")
  }

  /// Asks for the consent to send what another run has sent already.
  ///
  /// - Throws: `CancellationError` when a signal comes instead of an answer.
  func asksForConsent(
    again: Int, _ consent: Bilingual, _ destination: String
  ) throws -> Bool {
    try Consent.ask(
      language.pick(
        "\(consent.english) (\(destination)), and \(again) of the records were sent by another run "
          + "already: they would be sent once more. Type yes to send: ",
        "\(consent.portuguese) (\(destination)), e \(again) dos registros já foram enviados por "
          + "outra execução: seriam enviados mais uma vez. Digite sim para enviar: "), language)
  }

  /// Options that have no effect here.
  func ledgerIsOfNoUse(_ settings: RunSettings) {
    guard let ledger = settings.ledger else { return }
    let movesMoney = settings.own.operation.movesMoney
    if ledger.knownForInSeconds != nil, movesMoney {
      say(
        "--known-for has no effect where money moves: everybody is sent.",
        "--known-for não tem efeito quando há dinheiro envolvido: todos são enviados.")
    } else if ledger.isOff, ledger.knownForInSeconds != nil || ledger.sendsAgain {
      say(
        "No ledger is used: --known-for and --again have no effect. With --simulate, name one with "
          + "--ledger.",
        "Nenhum ledger é usado: --known-for e --again não têm efeito. Com --simulate, indique um com "
          + "--ledger.")
    }
  }
}

/// What the ledger said of a plan, for people.
enum LedgerLines {
  /// Runs that are named one by one.
  private static let mostRuns = 5

  static func lines(_ totals: LedgerTotals?, _ language: Language) -> [String] {
    guard let totals, !totals.isEmpty else { return [] }
    var lines: [String] = []
    if totals.heldCount > 0 {
      lines.append(
        "  " + parts(totals.held, language)
          + language.pick(
            " sent by other runs already and not sent again:",
            " já enviados por outras execuções e não enviados de novo:"))
      lines += runs(totals.held, language)
    }
    if totals.againCount > 0 {
      lines.append(
        "  "
          + "--again: " + parts(totals.again, language)
          + language.pick(
            " sent by other runs already would be SENT ONCE MORE:",
            " já enviados por outras execuções seriam ENVIADOS MAIS UMA VEZ:"))
      lines += runs(totals.again, language)
    }
    return lines + counts(totals, language)
  }

  /// What is said of the records of a plan or a result beside who was sent.
  static func counts(_ totals: LedgerTotals, _ language: Language) -> [String] {
    var lines: [String] = []
    if totals.known > 0 {
      let since = totals.knownSince.map { LedgerDay(number: $0).text } ?? ""
      lines.append(
        language.pick(
          "  known: \(totals.known) found valid since \(since) and not sent again (ledger.known)",
          "  conhecidos: \(totals.known) validados desde \(since) e não enviados de novo (ledger.known)"
        ))
    }
    if totals.changed > 0 {
      lines.append(
        language.pick(
          "  account changed since it was found valid last: \(totals.changed) (ledger.account_changed)",
          "  conta diferente da última validada: \(totals.changed) (ledger.account_changed)"))
    }
    if totals.shared > 0 {
      lines.append(
        language.pick(
          "  account used for other persons before: \(totals.shared) (ledger.account_shared)",
          "  conta já usada para outras pessoas: \(totals.shared) (ledger.account_shared)"))
    }
    return lines
  }

  private static func parts(_ parts: [LedgerTotals.Part], _ language: Language) -> String {
    let count = parts.reduce(0) { $0 + $1.records }
    let sums = parts.compactMap(\.amountInCents)
    let money =
      sums.isEmpty
      ? ""
      : " (\(AmountText.money(sums.reduce(0) { $0.addingReportingOverflow($1).partialValue }, language)))"
    return
      (count == 1
      ? language.pick("1 record", "1 registro")
      : language.pick("\(count) records", "\(count) registros")) + money
  }

  private static func runs(_ parts: [LedgerTotals.Part], _ language: Language) -> [String] {
    let sorted = parts.sorted { $0.records > $1.records }
    var lines = sorted.prefix(mostRuns).map { part in
      let (first, last) = (LedgerDay(number: part.firstDay), LedgerDay(number: part.lastDay))
      let days =
        first == last
        ? first.text
        : language.pick("\(first.text) to \(last.text)", "\(first.text) a \(last.text)")
      return "    "
        + language.pick(
          "run \(part.run) of \(part.file), \(days): ",
          "execução \(part.run) de \(part.file), \(days): ")
        + Self.parts([part], language)
    }
    if sorted.count > mostRuns {
      let rest = sorted.count - mostRuns
      lines.append(
        language.pick("    and \(rest) more runs", "    e mais execuções: \(rest)"))
    }
    return lines
  }
}
