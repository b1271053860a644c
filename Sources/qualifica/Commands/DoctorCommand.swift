import ArgumentParser
import BulkEngine
import Operations
import Spreadsheets

/// `qualifica doctor`
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at token, address, proxy, TLS, API, clock and disk, and say what to do.",
    discussion: """
      Asks the API one harmless question and changes nothing. Ends with the exit code that a run \
      would end with: 0, 77, 78, 69, 75, 73 or 74.
      """)

  @Option(name: .shortAndLong, help: "The folder in which runs are kept. Default: this one.")
  var output: String?

  @Option(help: "Time for one answer, such as 10s. Default: 10s.")
  var timeout: String?

  @OptionGroup(title: "API") var endpoint: EndpointOptions
  @OptionGroup(title: "Token and trust") var token: TokenOptions
  @OptionGroup(title: "Messages") var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let messages = try messages.settings(sources)
    let language = messages.language
    let settings = RunSettings(
      operation: DataQualificationSettings(service: 1).stored,
      environment: try endpoint.environmentName(sources), baseURL: try endpoint.address(sources),
      reading: ReadingSettings(), batch: BatchLimits())
    let doctor = Doctor(
      settings: settings, token: token, sources: sources, parent: try parent(sources),
      timeout: .seconds(try sources.seconds(.timeout, flag: timeout) ?? 10), language: language)
    let report = DoctorReport(examinations: await doctor.examine())
    try Task.checkCancellation()
    if messages.json {
      try Terminal.answer(json: try report.json())
    } else {
      let lines = report.lines(language, onlyTroubles: messages.quiet)
      if !lines.isEmpty { try Terminal.answer(lines) }
    }
    throw RunEnd(code: report.status)
  }

  /// A run folder that is not there yet would be made in the folder above.
  private func parent(_ sources: SettingSources) throws -> String {
    let wanted = RunFolder(path: try sources.text(.output, flag: output) ?? ".").path
    return SystemPath.exists(wanted) ? wanted : SystemPath.folder(of: SystemPath.absolute(wanted))
  }
}
