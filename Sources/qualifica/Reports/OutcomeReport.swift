import BulkEngine
import Spreadsheets

/// What came out, for people.
enum OutcomeReport {
  static func lines(_ tally: ResultTally, folder: RunFolder, _ language: Language) -> [String] {
    var lines = ColumnReport.lines(tally, language) + [language.pick("Result", "Resultado")]
    for (status, count) in tally.rows where count > 0 {
      let digits = String(count)
      lines.append(
        "  " + String(repeating: " ", count: max(0, 9 - digits.count)) + digits + "  "
          + "\(status.word)  \(status.meaning.text(language))")
    }
    if tally.otherRunCount > 0 { lines.append(otherRun(tally.otherRunCount, language)) }
    lines.append(language.pick("Files in \(folder.path)", "Arquivos em \(folder.path)"))
    return lines
  }

  /// What nobody may take for work of this run.
  private static func otherRun(_ count: Int, _ language: Language) -> String {
    count == 1
      ? language.pick(
        "1 of them was at the API already, sent by another run and not by this one: see "
          + "api.other_run in results.",
        "1 deles já estava na API, enviado por outra execução e não por esta: veja api.other_run "
          + "nos resultados.")
      : language.pick(
        "\(count) of them were at the API already, sent by another run and not by this one: see "
          + "api.other_run in results.",
        "\(count) deles já estavam na API, enviados por outra execução e não por esta: veja "
          + "api.other_run nos resultados.")
  }

  /// The one line that says what to do next.
  static func next(_ folder: RunFolder, status: ExitStatus, _ language: Language) -> String {
    let resume = "qualifica resume \(quoted(folder.path))"
    return switch status {
    case .allValid:
      language.pick("Next: pay valid.csv.", "Próximo passo: pague valid.csv.")
    case .someNeedAPerson:
      language.pick(
        "Next: use what is good, correct fix.csv and feed it back.",
        "Próximo passo: use o que está bom, corrija fix.csv e execute de novo com ele.")
    default:
      language.pick("Next: \(resume)", "Próximo passo: \(resume)")
    }
  }

  /// A path as a shell takes it.
  static func quoted(_ path: String) -> String { SystemPath.shellPath(path) }
}
