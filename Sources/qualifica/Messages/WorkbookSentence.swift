import BulkEngine
import Spreadsheets

/// What is wrong with a workbook, and what to do.
enum WorkbookSentence {
  /// Which sheet is meant has to be said.
  static func choice(of sheets: [WorkbookSheet], _ problem: Bilingual) -> Explanation {
    Explanation(
      Bilingual(
        "\(problem.english) Its sheets: \(list(sheets, .english)).",
        "\(problem.portuguese) As planilhas: \(list(sheets, .portuguese))."),
      next: Bilingual(
        "Give --sheet NAME or --sheet NUMBER.", "Informe --sheet NOME ou --sheet NÚMERO."))
  }

  /// Sheets shown, and characters of a name.
  private static let (mostNames, mostCharacters) = (40, 60)

  private static func list(_ sheets: [WorkbookSheet], _ language: Language) -> String {
    let shown = sheets.prefix(mostNames).map { sheet in
      "\(sheet.number) '\(PlainSentence.text(String(sheet.name.prefix(mostCharacters))))'"
        + (sheet.isHidden ? language.pick(" (hidden)", " (oculta)") : "")
        + (sheet.isTable ? "" : language.pick(" (no cells)", " (sem células)"))
    }
    let rest = sheets.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? ", … (+\(rest))" : "")
  }

  /// Why one cannot be read, in Portuguese.
  static func portuguese(_ fault: WorkbookFault, path: String) -> (what: String, next: String) {
    ("\(path) \(what(fault)).", advice(fault))
  }

  private static func what(_ fault: WorkbookFault) -> String {
    switch fault {
    case .truncated: "é uma pasta de trabalho que termina no meio"
    case .damagedPart(let part): "é uma pasta de trabalho com a parte \(part) danificada"
    case .contradictory:
      "é um ZIP com partes repetidas ou sobrepostas, o que nenhuma pasta de trabalho tem"
    case .lockedPart(let part):
      "é uma pasta de trabalho com a parte \(part) criptografada ou compactada de forma desconhecida"
    case .bomb:
      "é um arquivo pequeno que descompactado tem muito mais do que uma pasta de trabalho tem"
    case .missingPart(let part): "é uma pasta de trabalho sem a parte \(part)"
    case .brokenXML(let part, let line):
      "é uma pasta de trabalho com a parte \(part) quebrada na linha \(line) dela"
    case .strangeXML(let part):
      "é uma pasta de trabalho com a parte \(part) escrita como nenhum programa de planilhas escreve"
    case .beyondGrid(let sheet):
      "tem células além da linha 1.048.576 ou da coluna XFD na planilha \(sheet)"
    case .tooMany(let part):
      "é uma pasta de trabalho com mais itens em \(part) do que uma pode ter"
    }
  }

  private static func advice(_ fault: WorkbookFault) -> String {
    switch fault {
    case .truncated, .damagedPart, .missingPart, .brokenXML:
      "Copie-a de novo da origem; ou abra-a no programa de planilhas, aceite o reparo e salve de novo."
    case .lockedPart:
      "Abra-a no programa de planilhas, salve de novo como Pasta de Trabalho do Excel (.xlsx), sem "
        + "senha, e informe esse arquivo."
    case .contradictory, .bomb, .strangeXML, .beyondGrid, .tooMany:
      "Descubra quem a gerou; se estiver certo, abra-a no programa de planilhas, salve de novo como "
        + "Pasta de Trabalho do Excel (.xlsx) e informe esse arquivo."
    }
  }
}
