import Foundation
import BulkEngine
import Spreadsheets
import VendorHTTP

/// A run under way: its folder taken, its input checked to be the same.
struct RunSession: ~Copyable {
  private var open: OpenRun
  let input: Input
  /// Watches the input: what was planned is what is sent.
  let planned: PlannedInput
  let check: any SheetCheck
  let messages: SessionMessages
  /// The layout that is also written.
  var profile: ProfileRequest?
  /// The plan was shown by this process.
  private var isPlanShown = false
  private(set) var isPlannedHere = false
  /// Whether the files are written in the end.
  var writesFiles = true
  /// What earlier runs did; empty where none is used.
  let ledgers: [any Ledger]
  var interruption: Interruption { .shared }

  var folder: RunFolder { open.folder }
  var journal: any RunJournal { open.journal }
  var run: Run { open.run }

  init(
    _ open: consuming OpenRun, input: Input, _ check: any SheetCheck, messages: SessionMessages,
    ledgers: [any Ledger] = []
  ) {
    self.ledgers = ledgers
    self.input = input
    planned = PlannedInput(input.file, sha256: open.run.input.sha256)
    self.check = check
    self.messages = messages
    self.open = open
  }

  /// Opens a planned run again, on its input and with its rules.
  ///
  /// An input that is longer now is read as far as it was planned.
  /// - Throws: ``RunFailure``, ``BrokenPlan``, ``BankListFileError``, ``JournalError``.
  static func reopen(
    _ open: consuming OpenRun, messages: SessionMessages, usesLedger: Bool = true
  ) async throws -> RunSession {
    let run = open.run
    let file = try Self.file(of: run)
    let isSame =
      try file.byteCount == run.input.bytes && InputHash.sha256(of: file) == run.input.sha256
    let hasSameRules =
      run.judge.map {
        $0.rules == run.settings.own.rules
      } ?? true
    guard isSame, hasSameRules else {
      throw BrokenPlan(
        reason: isSame ? .otherRules(program: run.judge?.program) : .changed, path: run.input.path,
        folder: open.folder, sent: try await SentRecords(in: open.journal))
    }
    try await open.folder.rememberPlace(of: run, in: open.journal)
    let input = try Input(
      file, reading: run.settings.reading,
      for: run.settings.own.layoutCheck,
      folder: open.folder.path)
    Monitor.shared.follow(run, earlier: try await StoredFigures.read(in: open.journal))
    let ledgers =
      usesLedger
      ? try await RunLedger.open(run, shared: open.folder.shared, warn: messages.ledgerFailed) : []
    return RunSession(
      open, input: input, try run.settings.own.check(), messages: messages, ledgers: ledgers)
  }

  private static func file(of run: Run) throws -> InputFile {
    do {
      return try InputFile(path: run.input.path, byteCount: run.input.bytes)
    } catch SpreadsheetError.notFound {
      throw RunFailure.inputGone(path: run.input.path)
    }
  }

  var pass: RecordPass { RecordPass(input, check) }
  var outputs: RunOutputs {
    RunOutputs(
      folder: folder, journal: journal, run: run, pass: pass, messages: messages,
      ledgers: ledgers, profile: profile)
  }

  // MARK: Phases

  /// Plans a new run and shows the plan.
  ///
  /// - Parameter origin: where the input came from, when `run` knows only a copy of it.
  mutating func plan(origin: String?) async throws {
    messages.phase(.plan)
    Monitor.shared.works()
    let operation = run.settings.own.operation
    let uncorrected =
      operation.movesMoney
      ? try await folder.uncorrected(
        origin: origin, run.settings, check, isJSON: input.format.dialect == nil
      ).addingOutlived(in: pass)
      : .unknown
    try await noteUncorrected(origin: origin, operation)
    var asked = pass
    let sendsAgain = run.settings.ledger?.sendsAgain ?? false
    // What the ledger would hold back may be what the lost journal's run sent: the API tells what became
    // of it. Before a record leaves the ledger is asked all the same.
    let isLost = try await doubt(isTold: false) != nil
    if !ledgers.isEmpty, !isLost {
      asked.asking = LedgerAsking(ledgers, operation, sendsAgain: sendsAgain, now: Date())
    }
    let (run, pass, journal) = (run, asked, journal)
    let totals = try await messages.progress.during(reading: input.file) {
      try await Planner.plan(
        run.withoutPersons, pass: pass, journal: journal, operation: operation,
        uncorrected: uncorrected)
    }
    // A file that is still being written is not planned.
    try planned.requireUnchanged()
    let now = Date()
    try await journal.commit([.planned(totals, at: now)])
    open.run.plannedAt = now
    open.run.plan = totals
    isPlannedHere = true
    Monitor.shared.planned(totals)
    try await showPlan()
  }

  /// Says of rows that come back as they were, where they are not held back, that they go again.
  private func noteUncorrected(origin: String?, _ operation: any BulkOperation) async throws {
    guard !operation.movesMoney, input.mapping.hasEarlierRun else { return }
    let known = try await folder.uncorrected(
      origin: origin, run.settings, check, isJSON: input.format.dialect == nil)
    messages.uncorrected(try await known.count(in: pass))
  }

  private mutating func showPlan(isAsked: Bool = false) async throws {
    guard !isPlanShown, let plan = run.plan, messages.mayShowPlan(isAsked: isAsked) else { return }
    let details = try await run.settings.own.details(of: pass, journal)
    messages.plan(plan, of: run, details)
    isPlanShown = true
  }

  /// Why nothing more may be sent: more records are rejected than the run bears, and some are
  /// unsent.
  ///
  /// - Throws: ``JournalError``.
  func budgetStop() async throws -> ErrorBudgetExceeded? {
    guard try await hasUnsent() else { return nil }
    return ErrorBudgetExceeded(run, folder: folder)
  }

  /// A person who lets money move sees it, also where an earlier process made the plan or got the consent.
  mutating func showPlanOfUnsent(isAsked: Bool) async throws {
    guard run.settings.own.operation.movesMoney, run.plan?.planned ?? 0 > 0,
      try await hasUnsent()
    else { return }
    try await showPlan(isAsked: isAsked)
  }

  /// Gets the consent that services 2 to 5 need, from the flag, the journal or the person.
  ///
  /// - Parameter command: gives the consent later, for a person who is not asked or says no.
  /// - Throws: ``ConsentMissing``, `CancellationError` when a signal comes instead of an answer.
  mutating func obtainConsent(
    _ pace: inout PaceSettings, mayAsk: Bool, command: String
  ) async throws {
    guard run.settings.own.operation.movesMoney, run.plan?.planned ?? 0 > 0
    else { return }
    guard !run.isConsented else { return }
    if !pace.consent {
      let again = run.plan?.ledger?.againCount ?? 0
      guard mayAsk, try messages.asksForConsent(run.settings, again: again) else {
        throw ConsentMissing(command: command, consent: run.settings.own.offer.consent)
      }
    }
    // The person had all the time to save the sheet again: consent is to what was shown.
    try planned.requireUnchanged()
    try await journal.commit([.consented])
    open.run.isConsented = true
  }

  private func hasUnsent() async throws -> Bool {
    try await !journal.entries(.states([.planned], after: 0, limit: 1)).isEmpty
  }
}
