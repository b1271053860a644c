import ArgumentParser
import BulkEngine
import Foundation
import Spreadsheets

/// `qualifica template NAME`
struct TemplateCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "template",
      (
        "An empty sheet for an operation: its columns and one invented row.",
        "Uma planilha vazia para uma operação: as colunas e uma linha inventada."
      ),
      more: (
        """
        The ending of FILE decides: .xlsx, with columns of text and a sheet that explains them, or .csv. \
        Without --output CSV is printed.
        """,
        """
        A extensão de ARQUIVO decide: .xlsx, com colunas de texto e uma aba que as explica, ou .csv. Sem \
        --output, o CSV é mostrado.
        """
      ), examples: ["qualifica template data-qualification --output favorecidos.xlsx"])
  }

  @Argument(
    help: .said(
      "The operation, see 'qualifica operations'.", "A operação, veja 'qualifica operations'.",
      value: ("name", "nome")), completion: .list(OperationTable.names))
  var name: String

  @Option(
    name: .shortAndLong,
    help: .said(
      "The file, .xlsx or .csv; one that is there stays.",
      "O arquivo, .xlsx ou .csv; um que já existe não é trocado.", value: ("file", "arquivo")),
    completion: .file())
  var output: String?

  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() throws {
    let language = try messages.settings(try SettingSources()).language
    let template = SheetTemplate(try OperationTable.named(name), language, today: Date())
    guard let output else { return try Terminal.answer(template.csvLines) }
    let ending = SystemPath.fileExtension(of: output).lowercased()
    guard ["xlsx", "csv"].contains(ending) else {
      throw SettingError(
        .output, "the file is to end in .xlsx or .csv", "o arquivo deve terminar em .xlsx ou .csv")
    }
    guard EntryStatus.of(output) == nil else { throw TemplateInTheWay(path: output) }
    if ending == "xlsx" {
      try template.writeWorkbook(to: output)
    } else {
      try template.writeCSV(to: output)
    }
    Terminal.say(
      language.pick("Written: \(output)", "Gravado: \(output)"))
  }
}

/// Where the template is to be written something is already, perhaps a sheet that was filled in.
struct TemplateInTheWay: CommandError {
  let path: String

  var status: ExitStatus { .cannotCreate }

  var explanation: Explanation {
    let shown = OutcomeReport.quoted(path)
    return Explanation(
      Bilingual(
        "\(shown) is there already and stays as it is.", "\(shown) já existe e fica como está."),
      next: Bilingual("Name another file.", "Indique outro arquivo."))
  }
}
