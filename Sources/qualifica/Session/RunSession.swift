import BrazilianBanking
import Foundation
import JournalStore
import Qualification
import Spreadsheets
import WEpayments

/// A run under way: its folder locked, its journal open, its input checked to be the same.
struct RunSession {
  let folder: RunFolder
  let journal: SQLiteJournal
  var run: Run
  let input: Input
  let banks: BankDirectory
  let messages: SessionMessages
  private let lock: RunLock
  /// The plan was shown by this process.
  private var isPlanShown = false
  private let interruption = Interruption()

  init(
    folder: RunFolder, lock: RunLock, journal: SQLiteJournal, run: Run, input: Input,
    banks: BankDirectory, messages: SessionMessages
  ) {
    self.folder = folder
    self.lock = lock
    self.journal = journal
    self.run = run
    self.input = input
    self.banks = banks
    self.messages = messages
  }

  /// Opens a planned run again.
  ///
  /// - Throws: ``RunFailure``, ``InputError/changed(path:)``, ``BankListFileError``, ``JournalStoreError``.
  static func reopen(
    _ folder: RunFolder, lock: RunLock, journal: SQLiteJournal, run: Run,
    messages: SessionMessages
  ) throws -> RunSession {
    let path = run.input.path
    guard SystemPath.exists(path) else {
      throw RunFailure.inputGone(path: path)
    }
    guard try FileSize.bytes(of: path) == run.input.bytes,
      try InputHash.sha256(path: path) == run.input.sha256
    else { throw InputError.changed(path: path) }
    let input = try Input(
      path: path, reading: run.settings.reading, needsAmount: run.settings.check.needsAmount)
    return RunSession(
      folder: folder, lock: lock, journal: journal, run: run, input: input,
      banks: try run.settings.banks(), messages: messages)
  }

  private var pass: RecordPass { RecordPass(input, settings: run.settings.check, directory: banks) }

  // MARK: Phases

  /// Plans a new run and shows the plan.
  mutating func plan() async throws {
    messages.phase(.plan)
    let operation = DataQualificationOperation.make(run.settings)
    let totals = try await Planner.plan(run, pass: pass, journal: journal, operation: operation)
    let now = Date()
    try await journal.commit([.planned(totals, at: now)])
    run.plannedAt = now
    run.plan = totals
    showPlan()
  }

  private mutating func showPlan() {
    guard !isPlanShown, let plan = run.plan else { return }
    messages.plan(plan, run.settings)
    isPlanShown = true
  }

  /// Whether the plan has more rejected records than `--max-errors` allows.
  var exceedsErrorBudget: Bool {
    guard let plan = run.plan, let budget = run.settings.maximumErrors else { return false }
    return budget.isExceeded(rejected: plan.rejected, of: plan.records)
  }

  /// Gets the consent that services 2 to 5 need, from the flag, the journal or the person.
  ///
  /// - Throws: ``RunFailure/consentNeeded``.
  mutating func obtainConsent(_ pace: inout PaceSettings, mayAsk: Bool) async throws {
    guard DataQualificationOperation.make(run.settings).movesMoney, run.plan?.planned ?? 0 > 0
    else { return }
    // Whoever lets money move sees it, also where an earlier process made the plan or got the consent.
    if try await hasUnsent() { showPlan() }
    guard !run.depositsConsented else { return }
    if !pace.consent {
      guard mayAsk, messages.asksForConsent() else { throw RunFailure.consentNeeded }
    }
    try await journal.commit([.depositsConsented])
    run.depositsConsented = true
  }

  /// Submits, reconciles and waits; writes the files whatever happened; ends the command.
  ///
  /// - Throws: ``RunEnd`` with the exit code, or why the run cannot go on.
  func work(_ connection: Connection, mayAsk: Bool) async throws {
    var stop: (any Error)?
    do {
      try await performAskingAgain(connection, mayAsk: mayAsk)
    } catch {
      stop = error
    }
    let status = try await finish(stop: stop, rehearsal: connection.rehearsal)
    if let stop, interruption.status == nil {
      messages.next(folder, status: status)
      throw stop
    }
    throw RunEnd(code: interruption.status ?? status)
  }

  /// Performs; a person may consent to sending again what was proven absent.
  private func performAskingAgain(_ connection: Connection, mayAsk: Bool) async throws {
    do {
      try await perform(connection)
    } catch EngineStop.consentNeeded(let records) where mayAsk {
      messages.say(
        "\(records) records were proven absent at the API and would be sent again.",
        "\(records) registros não estão na API e seriam reenviados.")
      guard messages.asksForConsent() else { throw EngineStop.consentNeeded(records: records) }
      var consented = connection
      consented.pace.consent = true
      try await perform(consented)
    }
  }

  private func perform(_ connection: Connection) async throws {
    guard try await hasWork() else { return }
    let journal = journal
    let run = run
    let pace = try await journal.run()?.pace
    let messages = messages
    let source = InputRecordSource(
      input, settings: run.settings.check, directory: banks)
    let operation = DataQualificationOperation.make(run.settings)
    try await interruption.cancelling {
      try await connection.open { transport in
        let time = TimeSource.system
        let context = EngineContext(
          journal: journal, transport: transport,
          gate: RequestGate(rate: connection.pace.rate, time: time, remembered: pace),
          operation: operation, source: source, time: time, random: .system, runCode: run.code,
          pace: connection.pace,
          observe: { event in
            connection.rehearsal?.observe(event)
            messages.observe(event)
          })
        let work: @Sendable () async throws -> Void = {
          if connection.onlyListens {
            try await ListenWork(context, run: run) { messages.phase($0) }.perform()
          } else {
            try await RunWork(context, run: run) { messages.phase($0) }.perform()
          }
        }
        guard let reception = connection.reception else { return try await work() }
        try await reception.during(context, work)
      }
    }
  }

  private func hasUnsent() async throws -> Bool {
    try await !journal.entries(.states([.planned], after: 0, limit: 1)).isEmpty
  }

  /// Whether anything is left to send, to look up or to wait for.
  private func hasWork() async throws -> Bool {
    try await !journal.entries(.states(RecordState.open, after: 0, limit: 1)).isEmpty
  }

  /// Writes the files, says what is in them and what to do next.
  func finish(
    stop: (any Error)? = nil, status given: ExitStatus? = nil, rehearsal: Rehearsal? = nil
  ) async throws -> ExitStatus {
    messages.phase(.write)
    messages.kept(try folder.keepEditedFix())
    let target = ResultFiles.Target(
      folder: folder.path, output: run.settings.output, language: messages.language)
    let tally = try await ResultFiles.write(to: target, pass: pass, run: run, journal: journal)
    let status =
      interruption.status ?? stop.map { Failure($0).code } ?? given ?? ExitStatus(tally)
    let summary = RunSummary(
      run: run, input: input, tally: tally, status: status, folder: folder)
    try summary.write(to: folder.summaryPath)
    let isOver = !RecordStatus.allCases.contains { $0.isPending && tally.count(of: $0) > 0 }
    if isOver { try? SystemPath.remove(folder.simulatorStorePath) }
    messages.finished(tally, folder: folder, status: status)
    if let rehearsal { messages.rehearsed(rehearsal) }
    if messages.printsJSON { try Terminal.answer(try summary.text()) }
    if stop == nil { messages.next(folder, status: status) }
    return status
  }
}
