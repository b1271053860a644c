import ArgumentParser
import Qualification
import Spreadsheets

/// `qualifica check FILE`
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check FILE locally: no network, nothing sent.")

  @Argument(help: "The spreadsheet export, or - for standard input.")
  var file: String

  @OptionGroup(title: "Input and run folder") var reading: ReadingOptions
  @OptionGroup var bankList: BankListOptions
  @OptionGroup(title: "Outputs") var outputs: OutputOptions
  @OptionGroup(title: "Messages") var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let language = try messages.language(sources)
    let service = try reading.service(sources)
    let settings = try reading.check(
      sources, language: language,
      needsAmount: DataQualificationOperation.needsAmount(service: service))
    let banks = try bankList.banks(sources)
    let output = try outputs.settings(sources)
    let budget = try reading.errorBudget(sources)
    let folder = RunFolder(for: file, given: reading.output ?? sources.text("output"))
    if file != "-", !SystemPath.exists(file) {
      throw RunFailure.noSuchFile(path: file)
    }
    try folder.create()
    let lock = try folder.lock()
    let input = try Input(
      path: try folder.input(file), reading: try reading.input.reading(sources),
      needsAmount: settings.needsAmount)
    let says = SessionMessages(messages, language: language)
    says.recognised(input)
    says.phase(.check)
    says.kept(try folder.keepEditedFix())
    let target = ResultFiles.Target(
      folder: folder.path, output: output, language: language)
    let tally = try await ResultFiles.write(
      to: target, pass: RecordPass(input, settings: settings, directory: banks), run: nil,
      journal: nil)
    let isOver =
      budget?.isExceeded(rejected: tally.count(of: .rejected), of: tally.records) ?? false
    let status = isOver ? .stopped : ExitStatus(tally)
    let summary = RunSummary(input: input, service: service, tally: tally, status: status)
    try summary.write(to: folder.summaryPath)
    withExtendedLifetime(lock) {}
    says.finished(tally, folder: folder, status: status)
    if messages.json { try Terminal.answer(try summary.text()) }
    says.checked(status)
    throw RunEnd(code: status)
  }
}
