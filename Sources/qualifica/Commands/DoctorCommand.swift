import ArgumentParser
import Qualification
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
    let language = try messages.language(sources)
    let settings = RunSettings(
      service: 1, environment: try endpoint.environmentName(sources),
      baseURL: endpoint.baseURL ?? sources.text("base-url"), reading: ReadingSettings(),
      check: CheckSettings(), batch: BatchLimits())
    let doctor = Doctor(
      settings: settings, token: token, sources: sources, parent: parent(sources),
      timeout: .seconds(try seconds(sources)), language: language)
    let report = DoctorReport(examinations: await doctor.examine())
    if messages.json {
      try Terminal.answer(try report.json())
    } else {
      let text = report.text(language, onlyTroubles: messages.quiet)
      if !text.isEmpty { try Terminal.answer(text) }
    }
    throw RunEnd(code: report.status)
  }

  private func seconds(_ sources: SettingSources) throws -> Double {
    guard let text = timeout ?? sources.text("timeout") else { return 10 }
    guard let seconds = DurationText.seconds(text), seconds > 0 else {
      throw SettingError(
        option: "timeout", problem: "'\(text)' is not a duration such as 10s",
        portuguese: "'\(text)' não é uma duração como 10s")
    }
    return seconds
  }

  /// A run folder that is not there yet would be made in the folder above.
  private func parent(_ sources: SettingSources) -> String {
    let wanted = RunFolder(path: output ?? sources.text("output") ?? ".").path
    return SystemPath.exists(wanted) ? wanted : SystemPath.folder(of: SystemPath.absolute(wanted))
  }
}
