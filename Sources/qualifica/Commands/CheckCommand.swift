import ArgumentParser
import BulkEngine
import Operations
import Spreadsheets

/// `qualifica check FILE`
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check FILE locally: no network, nothing sent.")

  @Argument(help: "The spreadsheet export, or - for standard input.")
  var file: String

  @OptionGroup(title: "Input and run folder") var reading: ReadingOptions
  @OptionGroup(title: "Input and run folder") var maximum: ErrorBudgetOptions
  @OptionGroup var bankList: BankListOptions
  @OptionGroup(title: "Outputs") var outputs: OutputOptions
  @OptionGroup(title: "Outputs") var profiles: ProfileOptions
  @OptionGroup(title: "Messages") var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let messages = try messages.settings(sources)
    let language = messages.language
    let service = try reading.service(sources)
    let settings = try reading.check(
      sources, language: language,
      needsAmount: DataQualificationOperation.needsAmount(service: service))
    let check = DataQualificationOperation.check(settings, try bankList.banks(sources))
    let output = try outputs.settings(sources)
    let budget = try maximum.budget(sources)
    let profile = try profiles.request(sources)
    let given = try GivenInput(file)
    let folder = RunFolder(
      for: file, given: try sources.text(.output, flag: reading.output), purpose: .check)
    try folder.create(for: .check)
    let lock = try folder.lock()
    let input = try Input(
      path: try given.pathForCheck(in: folder), reading: try reading.input.reading(sources),
      for: check)
    try input.refuseRepeatedCodes()
    let says = SessionMessages(messages)
    says.recognised(input)
    says.phase(.check)
    let target = ResultFiles.Target(
      statuses: DataQualificationOperation.statuses, folder: folder.path, output: output,
      language: language,
      willReplaceFix: { says.kept(try folder.keepEditedFix()) })
    let tally = try await ResultFiles.write(
      to: target, pass: RecordPass(input, check), run: nil, journal: nil)
    let isOver =
      budget?.isExceeded(rejected: tally.count(of: .rejected), of: tally.records) ?? false
    var misfit: (any Error)?
    do {
      try await profile?.write(
        in: folder, pass: RecordPass(input, check), statuses: target.statuses, journal: nil,
        messages: says)
    } catch {
      misfit = error
    }
    let status = misfit.map { Failure($0).code } ?? (isOver ? .stopped : ExitStatus(tally))
    var summary = RunSummary(input: input, service: service, tally: tally, status: status)
    summary.files = try folder.writtenFix()
    summary.profileFiles = folder.profileFiles(adding: profile?.fileName)
    try summary.write(to: folder.summaryPath)
    withExtendedLifetime(lock) {}
    says.finished(tally, folder: folder, status: status)
    if messages.json { try Terminal.answer(json: try summary.json()) }
    if let misfit { throw misfit }
    says.checked(status)
    throw RunEnd(code: status)
  }
}
