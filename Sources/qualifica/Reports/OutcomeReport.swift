import BulkEngine
import Spreadsheets

/// What came out, for people: the counts, what to pay, what to correct, what is waited for.
struct OutcomeReport {
  let tally: ResultTally
  let folder: RunFolder
  /// Nil for a check.
  var run: Run?
  /// What all rounds of correction came to; nil for a check.
  var family: FamilyFigures?
  let language: Language

  /// - Parameter columns: of the terminal, nil where lines are not wrapped.
  func lines(columns: Int?) -> [String] {
    // What a whole column suffers from comes first.
    var lines = ColumnReport.lines(tally, language).flatMap {
      TextLayout.wrapped($0, to: columns, indent: 2)
    }
    lines.append(
      language.pick("Result of ", "Resultado de ") + language.counted(tally.records, .record))
    let rows = tally.rows.filter { $0.count > 0 }.map { status, count in
      [
        language.number(count), StatusName.text(status, count, language),
        status.meaning.text(language),
      ]
    }
    lines += TextLayout.table(rows, columns: columns, margin: 2, numbers: [0])
    lines += remarks.flatMap { TextLayout.wrapped($0, to: columns, indent: 2) }
    lines += (family.map { FamilyReport.lines($0, in: folder, language) } ?? [])
      .flatMap { TextLayout.wrapped($0, to: columns, indent: 2) }
    // Where the last line is about the rest of the run.
    if tally.openCount > 0, tally.correctionCount > 0, let run,
      let command = SuggestedCommand.feedBack(folder, run)
    {
      lines.append(language.pick("  corrected, then: ", "  depois de corrigir: ") + command)
    }
    lines += waiting.flatMap { TextLayout.wrapped($0, to: columns, indent: 2) }
    return lines + [language.pick("Files in \(folder.path)", "Arquivos em \(folder.path)")]
  }

  // MARK: Remarks

  /// What was repaired, what is doubtful.
  private var remarks: [String] {
    var parts: [String] = []
    if tally.repairCount > 0 { parts.append(language.counted(tally.repairCount, .repair)) }
    if tally.warningCount > 0 { parts.append(language.counted(tally.warningCount, .warning)) }
    var lines: [String] = []
    if !parts.isEmpty {
      lines.append(
        parts.joined(separator: language.pick(" and ", " e "))
          + language.pick(": see findings.csv", ": veja findings.csv"))
    }
    if tally.otherRunCount > 0 { lines.append(otherRun(tally.otherRunCount)) }
    lines += LedgerLines.counts(tally.ledger, language)
    return lines
  }

  /// What is not the work of this run.
  private func otherRun(_ count: Int) -> String {
    count == 1
      ? language.pick(
        "1 of them was at the API already, sent by another run and not by this one: see "
          + "api.other_run in results.",
        "1 deles já estava na API, enviado por outra execução e não por esta: veja api.other_run "
          + "em results.csv.")
      : language.pick(
        "\(language.number(count)) of them were at the API already, sent by another run and not by "
          + "this one: see api.other_run in results.",
        "\(language.number(count)) deles já estavam na API, enviados por outra execução e não por "
          + "esta: veja api.other_run em results.csv.")
  }

  // MARK: What to do with it

  /// What the open records wait for.
  private var waiting: [String] {
    guard tally.openCount > 0 else { return [] }
    let isBalanceAlone = tally.rows.allSatisfy {
      $0.status.isFinal || $0.count == 0 || $0.status.word == "awaiting_balance"
    }
    let waited = language.counted(tally.openCount, .record)
    guard isBalanceAlone else {
      return [
        language.pick("Waited for: \(waited) (pending.csv)", "À espera: \(waited) (pending.csv)")
      ]
    }
    return [
      language.pick(
        "Waited for: \(waited) (pending.csv). Nothing changes until your account with the vendor has "
          + "balance again: top it up, then go on.",
        "À espera: \(waited) (pending.csv). Nada muda enquanto faltar saldo na sua conta no "
          + "fornecedor: complete o saldo e depois continue.")
    ]
  }

  /// The one line that says what to do next.
  static func next(
    _ folder: RunFolder, run: Run, tally: ResultTally, family: FamilyFigures?, status: ExitStatus,
    _ language: Language
  ) -> String {
    let lead = language.pick("Next: ", "Próximo passo: ")
    let file = family == nil ? "valid.csv" : FamilyReport.path(in: folder)
    let pay = lead + language.pick("pay with \(file).", "pague com \(file).")
    switch status {
    case .allValid: return pay
    case .someNeedAPerson:
      guard tally.correctionCount > 0, family?.toCorrect != 0,
        let command = SuggestedCommand.feedBack(folder, run)
      else { return pay }
      return lead + language.pick("correct fix.csv, then: ", "corrija fix.csv e execute: ")
        + command
    case .denied, .configuration:
      return language.pick(
        "Next, once that is right: ", "Próximo passo, depois de resolver isso: ")
        + SuggestedCommand.resume(folder)
    default: return lead + SuggestedCommand.resume(folder)
    }
  }

  /// A path as a shell takes it.
  static func quoted(_ path: String) -> String { SystemPath.shellPath(path) }
}

/// The name of a status for people, with the word that stands in the files.
enum StatusName {
  /// `24 rejeitados (rejected)` without the number.
  static func text(_ status: Verdict, _ count: Int, _ language: Language) -> String {
    let name = (count == 1 ? status.names.one : status.names.many).text(language)
    return name == status.word ? name : "\(name) (\(status.word))"
  }
}
