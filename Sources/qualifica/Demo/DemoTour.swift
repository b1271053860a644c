import BulkEngine
import Spreadsheets

/// What `qualifica demo` says between the commands, for somebody who has never seen it.
struct DemoTour {
  let folder: DemoFolder
  let language: Language
  /// Of the terminal; nil where lines are not wrapped.
  let columns: Int?

  private static let steps = 4

  var beginning: [String] {
    paragraph(
      "Ten invented people and the simulator of the API that is part of this program: no key, no "
        + "network, and no money moves. Everything is in the folder \(shown(folder.path)); remove it when you have "
        + "seen enough.",
      "Dez pessoas inventadas e o simulador da API que faz parte deste programa: sem chave, sem rede, "
        + "e nenhum dinheiro se move. Tudo fica na pasta \(shown(folder.path)); apague-a quando quiser."
    )
  }

  // MARK: Steps

  /// Shows the beginning of the sheet.
  var sheet: [String] {
    let rows = DemoSheet.text.split(separator: "\n").map(String.init)
    let shown = rows.prefix(4).map { "  " + TextLayout.cut($0, to: (columns ?? 100) - 2) } + ["  …"]
    return heading(1, "The sheet", "A planilha")
      + paragraph(
        "\(self.shown(folder.sheetPath)) is what a payroll system exports. Two of its rows have a typing "
          + "error.",
        "\(self.shown(folder.sheetPath)) é o que um sistema de folha exporta. Duas linhas têm um erro de "
          + "digitação.")
      + [""] + shown
  }

  var run: [String] {
    heading(2, "The run", "A execução")
      + paragraph(
        "Every row is checked on this machine first. Only the good ones are sent, here to the "
          + "simulator, and their verdicts are waited for.",
        "Primeiro cada linha é verificada nesta máquina. Só as boas são enviadas, aqui para o simulador, "
          + "e os resultados são aguardados.")
      + command(folder.sheetPath)
  }

  /// What the first run came to, and what a person does now.
  var correction: [String] {
    let rows = DemoSheet.corrections.map { correction in
      [
        language.pick("line", "linha") + " \(correction.line)", correction.name,
        "\(correction.column.text(language)): \(correction.reason.text(language)). "
          + "\(correction.cells.wrong) → \(correction.cells.right)",
      ]
    }
    return heading(3, "The correction", "A correção")
      + paragraph(
        "Exit code 1: finished, and somebody has to correct rows. \(shown(folder.fixPath)) holds "
          + "them, each with what is wrong. You would correct it in any spreadsheet program; here it is "
          + "done for you:",
        "Código de saída 1: terminou, e há linhas para corrigir. Elas estão em "
          + "\(shown(folder.fixPath)), cada uma com o motivo. Você corrigiria em qualquer programa de "
          + "planilhas; aqui já foi feito:")
      + [""] + TextLayout.table(rows, columns: columns, margin: 2)
  }

  var secondRun: [String] {
    heading(4, "The corrected rows", "As linhas corrigidas")
      + paragraph(
        "fix.csv goes back as it is. Whoever was sent already is not sent again.",
        "O fix.csv volta do jeito que está. Quem já foi enviado não é enviado de novo.")
      + command(folder.fixPath)
  }

  // MARK: The end

  var end: [String] {
    let files = [
      (
        "payable.csv", "all ten, each once: for the payroll",
        "os dez, cada um uma vez: para a folha"
      ),
      (
        "results.csv", "every row of the sheet, as the first run left it",
        "todas as linhas da planilha, como a primeira execução as deixou"
      ),
      (
        "\(SystemPath.path(to: folder.secondRunPath, from: folder.runPath))/report.html",
        "the last run as a page to look at", "a última execução, para ver no navegador"
      ),
      ("summary.json", "the counts, for programs", "as contagens, para programas"),
    ].filter { SystemPath.exists("\(folder.runPath)/\($0.0)") }
      .map { [$0.0, language.pick($0.1, $0.2)] }
    return [""]
      + paragraph(
        "Exit code 0: everybody is valid. In \(shown(folder.runPath)):",
        "Código de saída 0: todos válidos. Em \(shown(folder.runPath)):")
      + TextLayout.table(files, columns: columns, margin: 2) + [""]
      + paragraph(
        "Now a sheet of your own, with the simulator still, and then with your key:",
        "Agora uma planilha sua, ainda com o simulador, e depois com a sua chave:")
      + [
        language.pick(
          "  qualifica run sheet.csv --simulate", "  qualifica run planilha.csv --simulate"),
        language.pick(
          "  qualifica run sheet.csv --token-file key",
          "  qualifica run planilha.csv --token-file chave"),
      ]
  }

  // MARK: Layout

  private func heading(_ step: Int, _ english: String, _ portuguese: String) -> [String] {
    ["", "\(step)/\(Self.steps) \(language.pick(english, portuguese))"]
  }

  private func paragraph(_ english: String, _ portuguese: String) -> [String] {
    TextLayout.wrapped(language.pick(english, portuguese), to: columns)
  }

  private func command(_ file: String) -> [String] {
    ["", "  $ qualifica run \(SystemPath.shellPath(file)) --simulate", ""]
  }

  private func shown(_ path: String) -> String { SystemPath.shellPath(path) }
}
