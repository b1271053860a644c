import CallbackServer
import Foundation
import BulkEngine
import Spreadsheets
import VendorHTTP

/// Begins a run on a file, or goes on with the one that is there.
struct RunStart {
  let messages: SessionMessages
  let token: TokenOptions
  let listen: ListenOptions
  /// Where callbacks are received, if they are.
  let address: ListenAddress?
  let sources: SettingSources
  let mayAsk: Bool
  var faults = FaultOptions()
  /// The layout that is also written.
  var profile: ProfileRequest?
  /// The file as it was given, where the run reads a copy of it.
  var origin: String?
  /// Whether a pause is over that the API asked an earlier process for.
  var ignoresPause = false
  /// Whether a person says that the journal may not know of everything that was sent.
  var looksFirst = false
  /// Whether the command could have gone to the simulator instead.
  var maySimulate = false

  /// Whether this command made the folder.
  var isNewFolder = false
  /// What a person says of records in doubt.
  var decisions = PersonDecisions()
  /// Columns that `payable.csv` keeps, as they are given now.
  var keep: [String] = []

  /// Options of reading that were given as flags to a run that begins.
  var readingFlags: Set<Setting> = []

  /// Whether the files of the run are written in the end.
  var writesFiles = true

  /// The base URL that is given now, whatever way; see ``ReopenedHost``.
  var baseURL: String?

  /// The path at which the run reads its input: a copy where the given one may be gone later.
  ///
  /// - Throws: as ``GivenInput/path(in:reading:for:)``, ``AmountUnitChanged``.
  func path(
    of input: GivenInput, in folder: RunFolder, _ settings: RunSettings
  ) async throws -> String {
    do {
      return try input.path(
        in: folder, reading: try await RunFolder.reading(settings.reading, of: input.name),
        for: settings.own.layoutCheck)
    } catch {
      if isNewFolder, Failure(error).isOfInput { folder.removeIfVacant() }
      throw error
    }
  }

  /// Plans and performs a new run, or one whose plan was not finished.
  func begin(
    _ open: consuming OpenRun, input path: String, settings: RunSettings, pace: PaceSettings
  ) async throws {
    let folder = open.folder
    let session: RunSession
    do {
      session = try await planned(open, input: path, settings: settings, pace: pace)
    } catch {
      // A signal, and what may go away by itself, leave a run that can be resumed.
      if isNewFolder, Failure(error).isOfInput { folder.removeIfVacant() }
      throw Self.resumable(error, folder)
    }
    do {
      try await proceed(session, pace)
    } catch {
      throw Self.resumable(error, folder)
    }
  }

  private func planned(
    _ open: consuming OpenRun, input path: String, settings: RunSettings, pace: PaceSettings
  ) async throws -> RunSession {
    try SimulatedCallbacks.requireLocal(settings)
    try settings.own.requireSending()
    // Before the long work: without a key or an address nothing could be sent.
    let connection = try connection(settings, pace, open.folder)
    var settings = settings
    settings.reading = try await RunFolder.reading(settings.reading, of: origin ?? path)
    var run = Run(
      code: open.folder.shared?.code
        ?? RandomSource.system.identifier(length: RandomSource.runCodeLength),
      settings: settings, input: InputIdentity(path: path, sha256: "", bytes: 0), startedAt: Date())
    // By it other processes find the run while it is planned.
    if open.folder.shared != nil { run.input.sha256 = open.run.input.sha256 }
    if let origin, origin != "-", SystemPath.absolute(origin) != path {
      run.settings.origin = SystemPath.absolute(origin)
    }
    run.judge = Judge(
      program: ProgramVersion.text,
      rules: settings.own.rules)
    // First of all, so that a process killed while it reads or plans can be resumed.
    try await open.begin(run)
    try await open.folder.shared?.keepCodesUnique(open.journal, settings, connection)
    Monitor.shared.follow(run, earlier: try await StoredFigures.read(in: open.journal))
    let file = try InputFile(path: path)
    open.run.input.sha256 = try InputHash.sha256(of: file)
    let input = try Input(
      file, reading: settings.reading,
      for: settings.own.layoutCheck, folder: open.folder.path)
    try input.format.require(readingFlags)
    try input.refuseRepeatedCodes()
    open.run.input.bytes = input.bytes
    messages.recognised(input)
    try EncodabilityCheck.require(settings.output, for: input)
    try await join(open.folder, input, settings, path: path)
    messages.ledgerIsOfNoUse(settings)
    let shared = open.folder.shared
    var ledgers = try await RunLedger.open(open.run, shared: shared, warn: messages.ledgerFailed)
    if settings.ledger?.sendsAgain == true {
      var generation = 1
      for ledger in ledgers {
        generation = max(generation, try await ledger.ownRun().nextGeneration)
      }
      open.run.settings.ledger?.generation = generation
      ledgers = try await RunLedger.open(open.run, shared: shared, warn: messages.ledgerFailed)
    }
    var session = RunSession(
      open, input: input, try settings.own.check(), messages: messages, ledgers: ledgers)
    session.profile = profile
    session.showSharing()
    do {
      try await session.plan(origin: origin)
    } catch {
      throw try await session.explained(error)
    }
    return session
  }

  /// Makes the run one of the family whose corrected rows it has.
  private func join(
    _ folder: RunFolder, _ input: Input, _ settings: RunSettings, path: String
  ) async throws {
    _ = try input.payableKeys(keep)
    try Family.join(
      folder,
      correcting: try await FamilySearch.parent(
        of: origin ?? path, input: input, for: folder, settings.own.layoutCheck,
        operation: settings.operation.name))
    try Family.keep(keep, of: input, folder)
  }

  /// Settles a planned run on its input, which must be the same still.
  func goOn(_ open: consuming OpenRun, pace: PaceSettings) async throws {
    let folder = open.folder
    try ReopenedHost(settings: open.run.settings, given: baseURL).announce(messages)
    do {
      var session = try await RunSession.reopen(open, messages: messages)
      session.profile = profile
      session.writesFiles = writesFiles
      session.showSharing()
      try EncodabilityCheck.require(session.run.settings.output, for: session.input)
      try Family.keep(keep, of: session.input, folder)
      try await session.decide(decisions)
      try await proceed(session, pace)
    } catch {
      throw Self.resumable(error, folder)
    }
  }

  /// What tells a person whom a signal answers how to go on; any other error as it is.
  private static func resumable(_ error: any Error, _ folder: RunFolder) -> any Error {
    guard Interruption.shared.explains(error) else { return error }
    return Interrupted(
      status: Interruption.shared.status ?? .interrupted,
      next: SuggestedCommand.resume(folder))
  }

  /// Settles a planned run from callbacks; nothing is sent.
  func listen(_ open: consuming OpenRun, pace: PaceSettings) async throws {
    try ReopenedHost(settings: open.run.settings, given: baseURL).announce(messages)
    let session = try await RunSession.reopen(open, messages: messages)
    var connection = try connection(session.run.settings, pace, session.folder)
    connection.onlyListens = true
    try await session.work(connection, mayAsk: false)
  }

  private func proceed(_ session: consuming RunSession, _ pace: PaceSettings) async throws {
    if let stop = try await session.budgetStop() { return try await session.end(stop: stop) }
    var pace = pace
    var connection = try connection(session.run.settings, pace, session.folder)
    let command = consentCommand(session.folder, session.run.settings)
    do {
      let isAsked = mayAsk && !pace.consent && !session.run.isConsented
      try await session.showPlanOfUnsent(isAsked: isAsked)
      try await session.showPreviews(connection, isAsked: isAsked)
      try await session.showChanges(connection)
      try await session.obtainConsent(&pace, mayAsk: mayAsk, command: command)
      try await session.heedDoubt(isTold: looksFirst)
    } catch let error
      where error is InputError || error is SpreadsheetError || error is EngineStop
    {
      return try await session.end(stop: try await session.explained(error))
    }
    connection.pace = pace
    try await session.work(connection, mayAsk: mayAsk)
  }

  /// What was typed, with the consent; standard input cannot be typed again, and persons are not shown.
  private func consentCommand(_ folder: RunFolder, _ settings: RunSettings) -> String {
    guard SystemPath.arguments.contains("-") || !settings.own.personalSettings.isEmpty else {
      return TypedCommand.with("--yes")
    }
    let named = [("--token-file", token.tokenFile), ("--ca-cert", token.caCert)]
    let access = named.compactMap { option, path in
      path.map { " \(option) \(OutcomeReport.quoted($0))" }
    }
    return SuggestedCommand.resume(folder, "\(access.joined()) --yes")
  }

  private func connection(
    _ settings: RunSettings, _ pace: PaceSettings, _ folder: RunFolder
  ) throws -> Connection {
    try OpenFiles.require(connections: pace.concurrency)
    let rehearsal = try faults.rehearsal(environment: settings.environment)
    guard settings.environment != SimulatedEnvironment.name else {
      return Connection(
        settings: settings, pace: pace, folder: folder, token: nil, extraRoots: nil,
        reception: try reception(Connection.simulatedToken(), settings), rehearsal: rehearsal,
        ignoresPause: ignoresPause)
    }
    let key = try token.token(sources, maySimulate: maySimulate)
    let roots = try token.extraRoots(sources)
    try HTTPTransport.check(
      endpoint: try Connection.endpoint(settings), extraRootCertificatesFile: roots)
    return Connection(
      settings: settings, pace: pace, folder: folder, token: key, extraRoots: roots,
      reception: try reception(key, settings), rehearsal: rehearsal, ignoresPause: ignoresPause)
  }

  private func reception(_ token: APIToken, _ settings: RunSettings) throws -> Reception? {
    guard let address, let scheme = settings.own.callbacks else { return nil }
    return Reception(
      address: address, tokens: [token] + (try listen.retiredTokens(sources)), scheme: scheme,
      messages: messages)
  }
}
