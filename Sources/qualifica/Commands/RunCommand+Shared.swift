import BulkEngine
import Operations
import Foundation
import PostgresJournal
import Spreadsheets

/// A run on a server: it is begun, or joined where another process has begun it.
extension RunCommand {
  func runShared(
    _ given: SharedPlace, _ input: GivenInput, _ wanted: RunWishes, _ settings: RunSettings,
    _ start: RunStart, _ sources: SettingSources
  ) async throws {
    guard settings.environment != SimulatedEnvironment.name else {
      throw SettingError(
        .journal, "it does not go with --simulate, whose simulator is inside one process",
        "não combina com --simulate, cujo simulador fica dentro de um só processo")
    }
    var (place, settings, start) = (given, settings, start)
    var folder = RunFolder(for: input.name, given: wanted.folder)
    guard !folder.hasJournal else { throw FolderRefusal.holdsFileJournal(path: folder.path) }
    folder.shared = place
    try LongPath.refuse(folder)
    start.isNewFolder = EntryStatus.of(folder.path) == nil
    try folder.create(for: .run)
    settings.operation = try wanted.own.operation(readsFiles: true).stored
    place.input = try await start.path(of: input, in: folder, settings)
    place.movesMoney = settings.own.operation.movesMoney
    try place.require(settings.pace)
    var run = Run(
      code: RandomSource.system.identifier(length: RandomSource.runCodeLength), settings: settings,
      input: InputIdentity(path: place.input, sha256: try input.sha256(), bytes: 0),
      startedAt: Date())
    run.judge = Judge(program: ProgramVersion.text, rules: settings.own.rules)
    let journal = place.connect()
    let wish = run
    try await journal.enter(run.withoutPersons) { $0.isSame(as: wish) }
    guard let known = try await journal.run() else {
      throw SharedRunMissing(code: run.code, place: place.text)
    }
    let messages = start.messages
    place = place.of(known)
    folder.shared = place
    try await place.begin(journal)
    if try await SharedPlan.isToBeMade(in: journal, messages) {
      do {
        try await start.begin(
          try await OpenRun(in: folder), input: place.input, settings: settings,
          pace: settings.pace)
      } catch {
        // Another process need not wait until this one is taken for dead.
        try? await Task { try await journal.leavePlan() }.value
        await SharedPlace.end(journal)
        throw error
      }
    } else {
      var open = try await OpenRun(in: folder)
      if let finished = try await FinishedRun(open.run, in: open.journal) {
        messages.isOver(finished)
      }
      try await open.recallSender(try BillSender(wanted.own))
      try FixedSettings(wishes: wanted, run: open.run, folder: folder).require()
      open.run.settings.output = try outputs.settings(over: open.run.settings.output)
      open.run.settings.ledger = try ledger.settings(over: open.run.settings.ledger, sources)
      open.run.settings.maximumErrors = try budget.budget(
        sources, over: open.run.settings.maximumErrors)
      try await start.goOn(open, pace: try pace.shared(sources, by: open.run, folder))
    }
  }
}

extension Run {
  /// Whether both send the same records to the same place.
  fileprivate func isSame(as other: Run) -> Bool {
    distinguishing == other.distinguishing
      && settings.environment == other.settings.environment
      && settings.baseURL == other.settings.baseURL
  }

  /// Nil of an operation that this program does not have.
  private var distinguishing: OperationSettings? {
    try? OperationTable.stored(settings.operation).distinguishing
  }
}

extension PaceOptions {
  /// The pace of a process that joins a shared run: rate and concurrency are those of all.
  ///
  /// - Throws: ``FixedSettingChanged``, ``SettingError``, ``LeaseTooShort``.
  func shared(
    _ sources: SettingSources, by run: Run, _ folder: RunFolder
  ) throws -> PaceSettings {
    var base = run.settings.pace.bounded
    base.consent = false
    var wanted = try settings(sources, base: base)
    if rate != nil, wanted.rate != base.rate {
      throw FixedSettingChanged(
        setting: .rate, stored: RateText.text(perSecond: base.rate), folder: folder)
    }
    if concurrency != nil, wanted.concurrency != base.concurrency {
      throw FixedSettingChanged(
        setting: .concurrency, stored: "\(base.concurrency)", folder: folder)
    }
    (wanted.rate, wanted.concurrency) = (base.rate, base.concurrency)
    try folder.shared?.require(wanted)
    return wanted
  }
}

/// The plan of a shared run, which one process makes.
enum SharedPlan {
  /// Waits while another process plans.
  ///
  /// - Returns: whether this process is to make the plan; false once there is one.
  static func isToBeMade(
    in journal: PostgresJournal, _ messages: SessionMessages
  ) async throws -> Bool {
    var isTold = false
    while try await journal.run()?.plannedAt == nil {
      if try await journal.takePlan() { return true }
      if !isTold {
        messages.say(
          "Another process makes the plan; this one waits for it.",
          "Outro processo está planejando; este espera por ele.")
      }
      isTold = true
      try await Task.sleep(for: .milliseconds(500))
    }
    return false
  }
}
