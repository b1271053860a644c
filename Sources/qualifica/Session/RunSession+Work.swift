import BulkEngine
import Foundation
import PostgresJournal
import Spreadsheets
import VendorHTTP

/// What a session does once its plan may be carried out.
extension RunSession {
  /// Submits, reconciles and waits; writes the files whatever happened; ends the command.
  ///
  /// - Throws: ``RunEnd`` with the exit code, or why the run cannot go on.
  func work(_ connection: Connection, mayAsk: Bool) async throws {
    var stop: (any Error)?
    do {
      try await performAskingAgain(connection, mayAsk: mayAsk)
    } catch EngineStop.consentNeeded(let records) {
      let command = SuggestedCommand.resume(folder, " --yes")
      stop = ConsentMissing(
        command: command, consent: run.settings.own.offer.consent, absent: records)
    } catch EngineStop.errorBudgetExceeded {
      stop = ErrorBudgetExceeded(run, folder: folder) ?? EngineStop.errorBudgetExceeded
    } catch let error where interruption.explains(error) {
      stop = nil
    } catch {
      stop = try await explained(error)
    }
    try await end(stop: stop, rehearsal: connection.rehearsal)
  }

  /// Writes the files although the run cannot go on, and throws why.
  func end(stop: (any Error)?, rehearsal: Rehearsal? = nil) async throws {
    if let journal = journal as? PostgresJournal { await SharedPlace.end(journal) }
    guard writesFiles else { return try await endWithoutFiles(stop) }
    let status: ExitStatus
    do {
      status = try await outputs.writeToTheirEnd(stop: stop, rehearsal: rehearsal)
    } catch {
      // The first reason is the one to tell.
      if let stop { throw stop }
      throw try await explained(error)
    }
    if let stop, interruption.status == nil, Failure(stop).isWhole { throw stop }
    throw RunEnd(code: interruption.status ?? status)
  }

  /// Performs; a person may consent to sending again what was proven absent.
  private func performAskingAgain(_ connection: Connection, mayAsk: Bool) async throws {
    do {
      try await perform(connection)
    } catch EngineStop.consentNeeded(let records) where mayAsk {
      let count = messages.language.counted(records, .record)
      messages.say(
        "\(count) proven absent at the API would be sent again.",
        records == 1
          ? "\(count) não está na API e seria reenviado."
          : "\(count) não estão na API e seriam reenviados.")
      guard try messages.asksForConsent(run.settings) else {
        throw EngineStop.consentNeeded(records: records)
      }
      var consented = connection
      consented.pace.consent = true
      try await perform(consented)
    }
  }

  private func perform(_ connection: Connection) async throws {
    let printables = try await printablesOwed(connection)
    guard try await hasWork() || printables != nil else { return }
    let claim = connection.onlyListens ? nil : try folder.store.claim(run: run.code)
    if !connection.onlyListens, let journal = journal as? PostgresJournal {
      // A person may have thought for long.
      try await SharedPlace.hold(journal)
    }
    defer { withExtendedLifetime(claim) {} }
    try planned.requireUnchanged()
    let (journal, run, ledgers, shared) = (journal, run, ledgers, folder.shared)
    let pace = try await journal.run()?.pace
    let messages = messages
    let source = InputRecordSource(
      input, check, planned: planned, codes: PlannedCodes(of: run))
    let operation = run.settings.own.operation
    if !isPlannedHere { try await outputs.fileInLedgers() }
    let asksFirst = !isPlannedHere
    interruption.begin(.sending)
    Monitor.shared.works()
    let statuses = operation.statuses
    try await connection.open { network in
      let time = messages.progress.time
      let meter = messages.progress.meter
      let kept: any Journal =
        ledgers.isEmpty
        ? journal : LedgeredJournal(journal, ledgers, operation.statuses, time)
      let limiter = try await Self.limiter(
        of: run, shared, connection, messages,
        remembered: connection.ignoresPause ? pace?.withoutPause : pace)
      var context = EngineContext(
        journal: kept, transport: MeteredTransport(transport: network, meter: meter),
        limiter: limiter, operation: operation, source: source, time: time, random: .system,
        runCode: run.code, pace: connection.pace,
        observe: { event in
          connection.rehearsal?.observe(event)
          messages.observe(event)
        })
      context.ledgers = ledgers
      if let journal = journal as? PostgresJournal {
        context.claims = { _ in journal }
        context.roles = journal
      }
      let working = context
      let work: @Sendable () async throws -> Void = {
        try await Self.work(
          working, of: run, journal, shared, connection, messages, asksFirst: asksFirst)
        if !connection.onlyListens { try await Self.fetch(printables, working, messages) }
      }
      try await StoredFigures.keeping(in: journal, meter) {
        try await messages.progress.during(counting: (journal, statuses)) {
          guard let reception = connection.reception else { return try await work() }
          try await reception.during(working, work)
        }
      }
    }
  }

  /// Asks the API before anything may be sent, at a pace that what follows goes on with.
  func asking<Answer>(
    _ connection: Connection, _ ask: (RateLimiter) async throws -> Answer
  ) async throws -> Answer {
    let limiter = try await Self.limiter(
      of: run, folder.shared, connection, messages, remembered: try await journal.run()?.pace)
    let answer = try await ask(limiter)
    // That of a shared run is remembered by its server.
    if folder.shared == nil {
      try await journal.commit([.paced(limiter.remembered(isAtWork: false))])
    }
    return answer
  }

  private static func limiter(
    of run: Run, _ shared: SharedPlace?, _ connection: Connection, _ messages: SessionMessages,
    remembered: RememberedPace? = nil
  ) async throws -> RateLimiter {
    let time = messages.progress.time
    let announce: @Sendable (Duration, PauseReason) -> Void = {
      messages.observe(.pausing(left: $0, reason: $1))
    }
    if let shared { return try await shared.limiter(of: run, connection, time, announce: announce) }
    return RateLimiter(
      rate: connection.pace.rate, time: time, remembered: remembered, announce: announce,
      paused: { messages.paused($0) })
  }

  /// The phases, as this process is to take part in them.
  private static func work(
    _ context: EngineContext, of run: Run, _ journal: any RunJournal, _ shared: SharedPlace?,
    _ connection: Connection, _ messages: SessionMessages, asksFirst: Bool
  ) async throws {
    let maySend = run.rejectedBeyondBudget == nil
    if connection.onlyListens {
      var listening = ListenWork(context, run: run) { messages.phase($0) }
      listening.others = { try await (journal as? PostgresJournal)?.workers().isEmpty == false }
      try await listening.perform()
    } else if let shared, let roles = context.roles {
      try await SharedWork(
        context, roles: roles, run: run, heartbeat: shared.heartbeat, maySend: maySend
      ) { messages.phase($0) }.perform(audit: journal)
    } else {
      try await RunWork(context, run: run, maySend: maySend, asksFirst: asksFirst) {
        messages.phase($0)
      }.perform()
    }
  }

  /// Whether anything is left to send, to look up or to wait for.
  func hasWork() async throws -> Bool {
    try await !journal.entries(.states(RecordState.Kind.open, after: 0, limit: 1)).isEmpty
  }

  // MARK: Several processes

  /// Shows how others take part in a run that they share.
  func showSharing() {
    guard let shared = folder.shared else { return }
    let command = "qualifica work \(shared.options())\(SuggestedCommand.hiddenSender(of: run))"
    messages.say(
      "To share the work, on any machine that has the same file: \(command)",
      "Para dividir o trabalho, em qualquer máquina que tenha o mesmo arquivo: \(command)")
  }

  /// Says where the run stands; others write its files.
  private func endWithoutFiles(_ stop: (any Error)?) async throws {
    let tally = ResultTally(run.settings.own.statuses, states: try await journal.counts())
    if stop == nil { try await outputs.fileInLedgers(isFinished: tally.openCount == 0) }
    // Figures are no reason to fail.
    try? await StoredFigures.note(in: journal)
    let settled = messages.language.number(tally.records - tally.openCount)
    let left = messages.language.number(tally.openCount)
    let command = "qualifica export \(folder.shared?.options() ?? run.code)"
    messages.say(
      "Run \(run.code): \(settled) records are settled, \(left) are left. The files: \(command)",
      "Execução \(run.code): \(settled) registros resolvidos, \(left) por resolver. Os arquivos: "
        + command)
    if let stop, interruption.status == nil { throw stop }
    throw RunEnd(code: interruption.status ?? ExitStatus(tally))
  }
}
