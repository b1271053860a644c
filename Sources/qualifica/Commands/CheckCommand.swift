import ArgumentParser
import BulkEngine
import Foundation
import Spreadsheets
import VendorHTTP

/// `qualifica check FILE`
struct CheckCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "check",
      (
        "Check FILE locally: no network, nothing sent.",
        "Verifica ARQUIVO localmente: sem rede e sem envio."
      ),
      more: (
        """
        Writes results.csv, fix.csv and findings.csv into FILE.check. 0: no error. 1: some rows have \
        errors.
        """,
        """
        Grava results.csv, fix.csv e findings.csv em ARQUIVO.check. 0: nenhum erro. 1: há linhas com \
        erro.
        """
      ),
      examples: [
        "qualifica check folha.csv", "qualifica check folha.csv --map bank_code=Instituição",
      ])
  }

  @Argument(
    help: .said(
      "The spreadsheet export, or - for standard input.",
      "A planilha exportada, ou - para a entrada padrão.", value: ("file", "arquivo")),
    completion: .file())
  var file: String

  @OptionGroup(title: OptionTitle.inputAndFolder) var operation: OperationOptions
  @OptionGroup(title: OptionTitle.inputAndFolder) var reading: ReadingOptions
  @OptionGroup(title: OptionTitle.inputAndFolder) var maximum: ErrorBudgetOptions
  @OptionGroup var bankList: BankListOptions
  @OptionGroup(title: OptionTitle.outputs) var outputs: OutputOptions
  @OptionGroup(title: OptionTitle.outputs) var profiles: ProfileOptions
  @OptionGroup(title: OptionTitle.ledger) var ledger: LedgerFileOptions
  @OptionGroup(title: OptionTitle.ledger) var ledgerUse: LedgerUseOptions
  @OptionGroup(title: OptionTitle.monitoring) var monitoring: MonitorOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let messages = try messages.settings(sources)
    try monitoring.begin("check", on: file, sources)
    let language = messages.language
    let own = try OperationWishes(operation, reading, bankList, sources, language: language)
      .operation(readsFiles: true)
    let check = try own.check()
    let output = try outputs.settings(sources)
    let budget = try maximum.budget(sources)
    let profile = try profiles.request(sources)
    try own.require(profile)
    let given = try GivenInput(file)
    let folder = RunFolder(
      for: file, given: try sources.text(.output, flag: reading.output), purpose: .check)
    let isNewFolder = EntryStatus.of(folder.path) == nil
    try folder.create(for: .check)
    let wasVacant = try isNewFolder || folder.names().isEmpty
    let lock = try folder.lock()
    var claim: NamedTemporaryFile? = try folder.claim()
    var isWhole = false
    // Without a summary a folder cannot be told from a stranger's, and could not be checked into again.
    defer {
      withExtendedLifetime(claim) {}
      claim = nil
      if wasVacant, !isWhole { folder.removeOutputs(profile?.fileName, andItself: isNewFolder) }
    }
    let way = try reading.input.reading(sources)
    let input = try Input(
      path: try given.pathForCheck(in: folder, reading: way, for: check), reading: way,
      for: check, folder: folder.path)
    try input.format.require(reading.input.given)
    try input.refuseRepeatedCodes()
    _ = try input.payableKeys(outputs.keep)
    let says = SessionMessages(messages)
    says.recognised(input)
    says.phase(.check)
    Monitor.shared.works()
    let target = ResultFiles.Target(
      statuses: own.statuses, folder: folder.path, output: output,
      language: language,
      willReplaceFix: { says.kept(try folder.keepEditedFix()) })
    var asked = RecordPass(input, check)
    asked.asking = try asking(sources, own, says)
    let pass = asked
    let tally = try await says.progress.during(reading: input.file) {
      try await ResultFiles.write(
        to: target, pass: pass, run: nil, journal: nil)
    }
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
    let outcome = isOver ? .stopped : ExitStatus(tally)
    let status = misfit.map { Failure($0).code } ?? outcome
    var summary = RunSummary(input: input, own: own, tally: tally, status: status)
    summary.files = try folder.writtenFix()
    summary.figures = FiguresPart(Monitor.shared.total())
    Monitor.shared.counted(tally, findings: tally.findings)
    let profileFiles = folder.profileFiles(adding: profile?.fileName)
    summary.profileFiles = profileFiles.isEmpty ? nil : profileFiles
    try summary.write(to: folder.summaryPath)
    isWhole = true
    claim = nil
    folder.removeLeftovers()
    let page = ReportPage(
      own: own, tally: tally, input: input, folder: folder, language: language, status: outcome,
      output: output, grouping: check.grouping, misfit: misfit)
    do { try page.write() } catch { says.pageFailed(error, in: folder) }
    withExtendedLifetime(lock) {}
    says.finished(
      OutcomeReport(tally: tally, folder: folder, names: page.names, language: language))
    if messages.json { try Terminal.answer(json: try summary.json()) }
    if let misfit { throw misfit }
    says.checked(status, page.names, hasGood: page.goodCount > 0)
    throw RunEnd(code: status)
  }

  /// Asks the ledger as a run of this file would; nil where there is none.
  ///
  /// A check names no API: where environment and configuration name none either, it is that of the
  /// latest run in the ledger.
  private func asking(
    _ sources: SettingSources, _ own: any CommandOperation, _ says: SessionMessages
  ) throws -> LedgerAsking? {
    var settings = RunSettings(
      operation: own.stored,
      environment: try sources.text(.environment) ?? "sandbox",
      baseURL: try sources.text(.baseURL), reading: ReadingSettings(), batch: BatchLimits())
    // Nothing is sent here, so an API without a sandbox is no reason to refuse: what was sent, was sent for real.
    if settings.isOfWeepay, settings.baseURL == nil {
      settings.environment = Endpoint.Environment.production.rawValue
    }
    settings.ledger = try ledgerUse.settings(sources, ledger, isSimulated: false)
    let isScopeGiven =
      sources.place(of: .environment) != nil || sources.place(of: .baseURL) != nil
    let found = try RunLedger.openReading(
      settings, isScopeGiven: isScopeGiven, warn: says.ledgerFailed)
    return found.map {
      LedgerAsking(
        [$0], own.operation, sendsAgain: ledgerUse.again, now: Date())
    }
  }
}
