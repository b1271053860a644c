import ArgumentParser
import BulkEngine
import Foundation
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
  @OptionGroup(title: "Ledger") var ledger: LedgerFileOptions
  @OptionGroup(title: "Ledger") var ledgerUse: LedgerUseOptions
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
    let given = try GivenInput(file)
    let folder = RunFolder(
      for: file, given: try sources.text(.output, flag: reading.output), purpose: .check)
    try folder.create(for: .check)
    let lock = try folder.lock()
    let input = try Input(
      path: try given.pathForCheck(in: folder), reading: try reading.input.reading(sources),
      for: check)
    let says = SessionMessages(messages)
    says.recognised(input)
    says.phase(.check)
    let target = ResultFiles.Target(
      statuses: DataQualificationOperation.statuses, folder: folder.path, output: output,
      language: language,
      willReplaceFix: { says.kept(try folder.keepEditedFix()) })
    var pass = RecordPass(input, check)
    pass.asking = try asking(sources, service: service, says)
    let tally = try await ResultFiles.write(to: target, pass: pass, run: nil, journal: nil)
    let isOver =
      budget?.isExceeded(rejected: tally.count(of: .rejected), of: tally.records) ?? false
    let status = isOver ? .stopped : ExitStatus(tally)
    var summary = RunSummary(input: input, service: service, tally: tally, status: status)
    summary.files = try folder.writtenFix()
    try summary.write(to: folder.summaryPath)
    withExtendedLifetime(lock) {}
    says.finished(tally, folder: folder, status: status)
    if messages.json { try Terminal.answer(json: try summary.json()) }
    says.checked(status)
    throw RunEnd(code: status)
  }

  /// Asks the ledger as a run of this file would; nil where there is none.
  ///
  /// A check names no API: where environment and configuration name none either, it is that of the
  /// latest run in the ledger.
  private func asking(
    _ sources: SettingSources, service: Int, _ says: SessionMessages
  ) throws -> LedgerAsking? {
    var settings = RunSettings(
      operation: DataQualificationSettings(
        service: service, merchantID: try sources.whole(.merchantID)
      ).stored,
      environment: try sources.text(.environment) ?? "sandbox",
      baseURL: try sources.text(.baseURL), reading: ReadingSettings(), batch: BatchLimits())
    settings.ledger = try ledgerUse.settings(sources, ledger, isSimulated: false)
    let isScopeGiven =
      sources.place(of: .environment) != nil || sources.place(of: .baseURL) != nil
    let found = try RunLedger.openReading(
      settings, isScopeGiven: isScopeGiven, warn: says.ledgerFailed)
    return found.map {
      LedgerAsking(
        $0, DataQualificationOperation.make(settings), sendsAgain: ledgerUse.again, now: Date())
    }
  }
}
