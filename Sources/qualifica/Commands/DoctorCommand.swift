import ArgumentParser
import BulkEngine
import Spreadsheets

/// `qualifica doctor`
struct DoctorCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "doctor",
      (
        "Look at token, address, proxy, TLS, API, clock and disk, and say what to do.",
        "Examina chave, endereço, proxy, TLS, API, relógio e disco e diz o que fazer."
      ),
      more: (
        """
        Asks the API one harmless question and changes nothing. Ends with the exit code that a run \
        would end with: 0, 77, 78, 69, 75, 73 or 74.
        """,
        """
        Faz à API uma única pergunta inofensiva e não altera nada. Termina com o código com que uma \
        execução terminaria: 0, 77, 78, 69, 75, 73 ou 74.
        """
      ),
      examples: [
        "qualifica doctor --environment production --token-file chave",
        "qualifica doctor --operation charge",
      ])
  }

  @Option(
    name: .shortAndLong,
    help: .said(
      "The folder in which runs are kept. Default: this one.",
      "A pasta onde ficam as execuções. Padrão: esta.", value: ("folder", "pasta")),
    completion: .directory)
  var output: String?

  @Option(
    help: .said(
      "Time for one answer, such as 10s. Default: 10s.",
      "Tempo para uma resposta, como 10s. Padrão: 10s.", value: ("duration", "duração")))
  var timeout: String?

  @Option(
    help: .said(
      "Also: which permission this operation needs, and the steps of the vendor's authentication guide.",
      "Também: que permissão esta operação exige, e os passos do guia de autenticação do fornecedor.",
      value: ("name", "nome")), completion: .list(OperationTable.names))
  var operation: String?

  @Option(
    help: .said(
      "The account; recipients are asked for with it.",
      "A conta; os recebedores são consultados com ela.", value: ("number", "número")))
  var merchantID: String?

  @OptionGroup(title: OptionTitle.api) var endpoint: EndpointOptions
  @OptionGroup(title: OptionTitle.tokenAndTrust) var token: TokenOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let messages = try messages.settings(sources)
    let language = messages.language
    let settings = RunSettings(
      operation: try OperationWishes(operation: operation, sources, language: language)
        .operation(readsFiles: false).stored,
      environment: try endpoint.environmentName(sources), baseURL: try endpoint.address(sources),
      reading: ReadingSettings(), batch: BatchLimits())
    var doctor = Doctor(
      settings: settings, token: token, sources: sources, parent: try parent(sources),
      timeout: .seconds(try sources.seconds(.timeout, flag: timeout) ?? 10), language: language)
    if let operation {
      doctor.permission = PermissionCheck(
        operation: try OperationTable.named(operation).offer.name,
        merchantID: try sources.whole(.merchantID, flag: merchantID), language: language)
    }
    let progress = FetchProgress(messages)
    let examination = doctor
    let found = try await progress.reminding { await examination.examine() }
    progress.clear()
    let report = DoctorReport(examinations: found)
    try Task.checkCancellation()
    if messages.json {
      try Terminal.answer(json: try report.json())
    } else {
      let lines = report.lines(
        language, onlyTroubles: messages.quiet, columns: Terminal.outputColumns)
      let takesColours = Terminal.takesColours(messages)
      if !lines.isEmpty {
        try Terminal.answer(
          painted: lines.map { ($0.text, $0.word, takesColours ? $0.colour : nil) })
      }
    }
    throw RunEnd(code: report.status)
  }

  /// A run folder that is not there yet would be made in the folder above.
  private func parent(_ sources: SettingSources) throws -> String {
    let wanted = RunFolder(path: try sources.text(.output, flag: output) ?? ".").path
    return SystemPath.exists(wanted) ? wanted : SystemPath.folder(of: SystemPath.absolute(wanted))
  }
}
