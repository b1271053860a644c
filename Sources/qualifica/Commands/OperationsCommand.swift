import ArgumentParser
import BulkEngine

/// `qualifica operations [NAME]`
struct OperationsCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "operations",
      (
        "What sheets can be for; of NAME its columns, its results and whether money moves.",
        "Para que servem as planilhas; de NOME, as colunas, os resultados e se há dinheiro envolvido."
      ), examples: ["qualifica operations", "qualifica operations data-qualification"])
  }

  @Argument(
    help: .said("An operation.", "Uma operação.", value: ("name", "nome")),
    completion: .list(OperationTable.names))
  var name: String?

  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() throws {
    let messages = try messages.settings(try SettingSources())
    let language = messages.language
    let types = try name.map { [try OperationTable.named($0)] } ?? OperationTable.all
    let guide = OperationGuide(types, language)
    if messages.json { return try Terminal.answer(json: try guide.json()) }
    let width = Terminal.outputColumns
    guard name != nil else {
      return try Terminal.answer(guide.list(language, columns: width))
    }
    try Terminal.answer(guide.operations.flatMap { $0.lines(language, columns: width) })
  }
}
