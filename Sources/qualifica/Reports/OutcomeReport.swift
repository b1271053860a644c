import BulkEngine
import Spreadsheets

/// What came out, for people: the counts, what to pay, what to correct, what is waited for.
struct OutcomeReport {
  let tally: ResultTally
  let folder: RunFolder
  let names: OutputNames
  /// What all rounds of correction came to; nil for a check.
  var family: FamilyFigures?
  /// Nil for a check.
  var next: NextStep?
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
        names.meaning(of: status, language),
      ]
    }
    lines += TextLayout.table(rows, columns: columns, margin: 2, numbers: [0])
    lines += remarks.flatMap { TextLayout.wrapped($0, to: columns, indent: 2) }
    lines +=
      familyLines
      .flatMap { TextLayout.wrapped($0, to: columns, indent: 2) }
    // Where the last line is about the rest of the run.
    if tally.openCount > 0, let correction = next?.correction {
      lines.append(
        language.pick("  corrected, then: ", "  depois de corrigir: ") + correction.command)
    }
    lines += waiting.flatMap { TextLayout.wrapped($0, to: columns, indent: 2) }
    return lines + [language.pick("Files in \(folder.path)", "Arquivos em \(folder.path)")]
  }

  private var familyLines: [String] {
    guard let family, let next else { return [] }
    return FamilyReport.lines(family, next.words, in: folder, names, language)
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
          + language.pick(": see \(names.findings)", ": veja \(names.findings)"))
    }
    if tally.alteredCount > 0 { lines.append(altered(tally.alteredCount)) }
    if tally.otherRunCount > 0 { lines.append(otherRun(tally.otherRunCount)) }
    lines += LedgerLines.counts(tally.ledger, language)
    return lines
  }

  /// What the API did otherwise than was asked for.
  func altered(_ count: Int) -> String {
    let records = language.counted(count, .record)
    return language.pick(
      "WARNING: the API took \(records) otherwise than asked for; see q_code in \(names.results).",
      "ATENÇÃO: a API aceitou \(records) de modo diferente do pedido; veja q_code em "
        + "\(names.results).")
  }

  /// What is not the work of this run.
  func otherRun(_ count: Int) -> String {
    count == 1
      ? language.pick(
        "1 of them was at the API already, sent by another run and not by this one: see "
          + "api.other_run in \(names.results).",
        "1 deles já estava na API, enviado por outra execução e não por esta: veja api.other_run "
          + "em \(names.results).")
      : language.pick(
        "\(language.number(count)) of them were at the API already, sent by another run and not by "
          + "this one: see api.other_run in \(names.results).",
        "\(language.number(count)) deles já estavam na API, enviados por outra execução e não por "
          + "esta: veja api.other_run em \(names.results).")
  }

  // MARK: What to do with it

  /// What the open records wait for.
  var waiting: [String] {
    guard tally.openCount > 0 else { return [] }
    let isBalanceAlone = tally.rows.allSatisfy {
      $0.status.isFinal || $0.count == 0 || $0.status.word == "awaiting_balance"
    }
    let waited = language.counted(tally.openCount, .record)
    guard isBalanceAlone else {
      return [
        language.pick(
          "Waited for: \(waited) (\(names.pending))", "À espera: \(waited) (\(names.pending))")
      ]
    }
    return [
      language.pick(
        "Waited for: \(waited) (\(names.pending)). Nothing changes until your account with the vendor has "
          + "balance again: top it up, then go on.",
        "À espera: \(waited) (\(names.pending)). Nada muda enquanto faltar saldo na sua conta no "
          + "fornecedor: complete o saldo e depois continue.")
    ]
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
