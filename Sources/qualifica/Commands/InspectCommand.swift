import ArgumentParser
import BulkEngine
import Spreadsheets

/// `qualifica inspect FILE`
struct InspectCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "inspect",
      (
        "Show what is recognised in FILE: encoding, delimiter, header, columns, signs of damage.",
        "Mostra o que foi reconhecido em ARQUIVO: codificação, delimitador, cabeçalho, colunas e danos."
      ),
      more: (
        """
        Nothing is checked, sent or kept, and samples are masked. The exit code is 0 also for a file \
        that check would refuse: what is missing is told. It is 65 when FILE cannot be read, or not \
        to its end, or has card data.
        """,
        """
        Nada é verificado, enviado ou guardado, e as amostras são mascaradas. O código de saída é 0 \
        também para um arquivo que check recusaria: o que falta é informado. É 65 quando ARQUIVO não \
        pode ser lido, ou não até o fim.
        """
      ), examples: ["qualifica inspect folha.csv"])
  }

  @Argument(
    help: .said(
      "The spreadsheet export, or - for standard input.",
      "A planilha exportada, ou - para a entrada padrão.", value: ("file", "arquivo")),
    completion: .file())
  var file: String

  @OptionGroup(title: OptionTitle.input) var operation: OperationOptions
  @OptionGroup(title: OptionTitle.input) var input: InputOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let messages = try messages.settings(sources)
    let language = messages.language
    let reading = try input.reading(sources)
    guard file == "-" || SystemPath.exists(file) else {
      throw RunFailure.noSuchFile(path: file)
    }
    let copy = file == "-" ? try StandardInputCopy() : nil
    let own = try OperationWishes(operation: operation.operation, sources, language: language)
    let survey = try FileSurvey(
      try copy?.file() ?? InputFile(path: file), reading: reading, layout: own.type.layout)
    try survey.format.require(input.given)
    let name = file == "-" ? "-" : SystemPath.shown(SystemPath.name(of: file))
    let report = InspectReport(survey, name: name, language)
    if messages.json {
      try Terminal.answer(json: try report.json())
    } else {
      try Terminal.answer(InspectText.lines(report, language, width: Terminal.outputColumns))
    }
    for case .unreadable(let error) in survey.problems { throw error }
  }
}
