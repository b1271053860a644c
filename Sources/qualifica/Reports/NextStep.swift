import BulkEngine
import Operations
import Spreadsheets

/// What to do next with a run and all rounds of correction of its sheet.
///
/// It is decided here alone: closing lines, `status`, `summary.json` and `report.html` only word it.
struct NextStep {
  /// What comes first.
  enum Action {
    case goOn, correct, use
    /// The simulator's results are nobody's: send the sheet itself.
    case sendForReal
    /// No record came out good, and no row is to be corrected.
    case nothing
  }

  /// The records that came out good, and the file that has them.
  struct Good {
    let file: String
    let records: Int
    let amountInCents: Int64?
  }

  /// The rows to correct, of the latest round that has some.
  struct Correction {
    let file: String
    let records: Int
    /// Hands the corrected file in.
    let command: String
  }

  let action: Action
  /// Whether something must be set right before ``goOn``: key, permission, configuration.
  let isAfterRemedy: Bool
  /// The command that settles what is open; nil where nothing is.
  let goOn: String?
  let correction: Correction?
  let good: Good?
  let words: OperationWords
  private let operationOption: String

  /// - Parameters:
  ///   - tally: of the run.
  ///   - family: what all rounds came to; nil where that is unknown.
  ///   - status: what the run ends with, whatever became of a layout beside it.
  init(
    _ folder: RunFolder, run: Run, tally: ResultTally, names: OutputNames,
    family: FamilyFigures?, rest: FamilyRest, status: ExitStatus
  ) {
    let round = FamilyRest.Round(folder: folder, run: run, tally: tally)
    let isSettled = [.allValid, .someNeedAPerson].contains(status)
    let waiting = isSettled ? (family?.open ?? 0 > 0 ? rest.waiting : nil) : round
    goOn = waiting?.resume
    let offer = run.settings.own.offer
    words = run.settings.own.words
    operationOption =
      offer.name == Setting.operation.standard
      ? "" : " --\(Setting.operation.rawValue) \(offer.name)"
    isAfterRemedy = [.denied, .configuration].contains(status)
    correction =
      family.map({ $0.toCorrect > 0 }) ?? (tally.correctionCount > 0)
      ? Self.correction(rest.toCorrect ?? round, seenFrom: folder) : nil
    let count =
      family?.payable ?? tally.rows.reduce(0) { $1.status.isGood ? $0 + $1.count : $0 }
    good =
      count > 0
      ? Good(
        file: family == nil ? names.good : FamilyReport.path(in: folder), records: count,
        amountInCents: family?.amountInCents) : nil
    action =
      if goOn != nil { .goOn } else if correction != nil { .correct } else {
        if good == nil {
          .nothing
        } else {
          run.settings.environment == SimulatedEnvironment.name ? .sendForReal : .use
        }
      }
  }

  private static func correction(
    _ round: FamilyRest.Round, seenFrom folder: RunFolder
  ) -> Correction? {
    guard let file = SuggestedCommand.correctionFile(in: round.folder, of: round.run),
      let command = SuggestedCommand.feedBack(round.folder, round.run)
    else { return nil }
    let isHere = SystemPath.isSame(round.folder.path, folder.path)
    return Correction(
      file: isHere ? file : "\(round.folder.path)/\(file)", records: round.tally.correctionCount,
      command: command)
  }

  /// The one line that says it.
  func line(_ language: Language) -> String {
    let lead = language.pick("Next: ", "Próximo passo: ")
    switch action {
    case .goOn:
      let remedied = language.pick(
        "Next, once that is right: ", "Próximo passo, depois de resolver isso: ")
      return (isAfterRemedy ? remedied : lead) + (goOn ?? "")
    case .correct:
      let file = correction.map { SystemPath.name(of: $0.file) } ?? ""
      return lead + language.pick("correct \(file), then: ", "corrija \(file) e execute: ")
        + (correction?.command ?? "")
    case .use: return lead + words.use.naming(good?.file ?? "", language) + "."
    case .sendForReal:
      let warning = words.rehearsal.text(language)
      return lead
        + language.pick(
          "that was a rehearsal, \(warning); send the sheet with your key: ",
          "isto foi um ensaio, \(warning); envie a planilha com a sua chave: ")
        + sendForReal(language)
    case .nothing: return lead + words.none.text(language)
    }
  }

  /// The command that sends the sheet itself, for people to complete.
  func sendForReal(_ language: Language) -> String {
    language.pick(
      "qualifica run SHEET\(operationOption) --token-file KEY",
      "qualifica run PLANILHA\(operationOption) --token-file CHAVE")
  }
}

extension FamilyRest.Round {
  /// Goes on with the run, with what it needs to go on.
  var resume: String {
    let hasUnsent = tally.count(of: .planned) > 0
    let needsConsent =
      run.settings.own.operation.movesMoney && !run.isConsented && hasUnsent
    var options = needsConsent ? " --yes" : ""
    if hasUnsent, let rejected = run.rejectedBeyondBudget { options += " --max-errors \(rejected)" }
    if run.settings.own.operation.traits.sending.doubt == .leave, tally.count(of: .inDoubt) > 0,
      !hasUnsent
    {
      options += " --settle LINE=done"
    }
    return SuggestedCommand.resume(folder, options)
  }
}
