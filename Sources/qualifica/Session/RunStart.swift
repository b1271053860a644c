import CallbackServer
import Foundation
import BulkEngine
import Operations
import Spreadsheets
import VendorHTTP

/// Begins a run on a file, or goes on with the one that is there.
struct RunStart {
  let folder: RunFolder
  let lock: any RunHold
  let journal: any RunJournal
  let messages: SessionMessages
  let token: TokenOptions
  let listen: ListenOptions
  /// Where callbacks are received, if they are.
  let address: ListenAddress?
  let sources: SettingSources
  let mayAsk: Bool
  var faults = FaultOptions()
  /// The file as it was given, where the run reads a copy of it.
  var origin: String?
  /// Whether a pause is over that the API asked an earlier process for.
  var ignoresPause = false
  /// Whether the command could have gone to the simulator instead.
  var maySimulate = false

  /// The base URL that is given now, whatever way; see ``ReopenedHost``.
  var baseURL: String?

  /// Plans and performs a new run, or one whose plan was not finished.
  func begin(input path: String, settings: RunSettings, pace: PaceSettings) async throws {
    try await resumable { try await plan(input: path, settings: settings, pace: pace) }
  }

  private func plan(input path: String, settings: RunSettings, pace: PaceSettings) async throws {
    try SimulatedCallbacks.requireLocal(settings)
    // Before the long work: without a key or an address nothing could be sent.
    _ = try connection(settings, pace)
    var run = Run(
      code: RandomSource.system.identifier(length: RandomSource.runCodeLength), settings: settings,
      input: InputIdentity(path: path, sha256: "", bytes: 0), startedAt: Date())
    run.judge = Judge(
      program: ProgramVersion.text,
      rules: CheckRules.fingerprint(bankList: settings.qualification.bankList))
    // First of all, so that a process killed while it reads or plans can be resumed.
    try await journal.begin(run)
    let file = try InputFile(path: path)
    run.input.sha256 = try InputHash.sha256(of: file)
    let input = try Input(
      file, reading: settings.reading,
      for: DataQualificationOperation.check(settings.qualification.check))
    try input.refuseRepeatedCodes()
    run.input.bytes = input.bytes
    messages.recognised(input)
    try EncodabilityCheck.require(settings.output, for: input)
    var session = RunSession(
      folder: folder, lock: lock, journal: journal, run: run, input: input,
      banks: try settings.qualification.banks(), messages: messages)
    do {
      try await session.plan(origin: origin)
    } catch {
      throw try await session.explained(error)
    }
    try await proceed(session, pace)
  }

  /// Settles a planned run on its input, which must be the same still.
  func goOn(_ run: Run, pace: PaceSettings) async throws {
    try ReopenedHost(settings: run.settings, given: baseURL).announce(messages)
    try await resumable {
      let session = try await RunSession.reopen(
        folder, lock: lock, journal: journal, run: run, messages: messages)
      try EncodabilityCheck.require(run.settings.output, for: session.input)
      try await proceed(session, pace)
    }
  }

  /// Tells a person whom a signal answers how to go on.
  private func resumable(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let error where Interruption.shared.explains(error) {
      throw Interrupted(
        status: Interruption.shared.status ?? .interrupted,
        next: "qualifica resume \(OutcomeReport.quoted(folder.path))")
    }
  }

  /// Settles a planned run from callbacks; nothing is sent.
  func listen(_ run: Run, pace: PaceSettings) async throws {
    try ReopenedHost(settings: run.settings, given: baseURL).announce(messages)
    let session = try await RunSession.reopen(
      folder, lock: lock, journal: journal, run: run, messages: messages)
    var connection = try connection(run.settings, pace)
    connection.onlyListens = true
    try await session.work(connection, mayAsk: false)
  }

  private func proceed(_ session: RunSession, _ pace: PaceSettings) async throws {
    if let stop = try await session.budgetStop() { return try await session.end(stop: stop) }
    var session = session
    var pace = pace
    var connection = try connection(session.run.settings, pace)
    do {
      try await session.obtainConsent(&pace, mayAsk: mayAsk, command: consentCommand)
      try await session.heedDoubt()
    } catch let error where error is InputError || error is SpreadsheetError {
      return try await session.end(stop: try await session.explained(error))
    }
    connection.pace = pace
    try await session.work(connection, mayAsk: mayAsk)
  }

  /// What was typed, with the consent; standard input cannot be typed again.
  private var consentCommand: String {
    guard SystemPath.arguments.contains("-") else { return TypedCommand.with("--yes") }
    let named = [("--token-file", token.tokenFile), ("--ca-cert", token.caCert)]
    let access = named.compactMap { option, path in
      path.map { " \(option) \(OutcomeReport.quoted($0))" }
    }
    return "qualifica resume \(OutcomeReport.quoted(folder.path))\(access.joined()) --yes"
  }

  private func connection(_ settings: RunSettings, _ pace: PaceSettings) throws -> Connection {
    try OpenFiles.require(connections: pace.concurrency)
    let rehearsal = try faults.rehearsal(environment: settings.environment)
    guard settings.environment != SimulatedEnvironment.name else {
      return Connection(
        settings: settings, pace: pace, folder: folder, token: nil, extraRoots: nil,
        reception: try reception(Connection.simulatedToken()), rehearsal: rehearsal,
        ignoresPause: ignoresPause)
    }
    let key = try token.token(sources, maySimulate: maySimulate)
    let roots = try token.extraRoots(sources)
    try HTTPTransport.check(
      endpoint: try Connection.endpoint(settings), extraRootCertificatesFile: roots)
    return Connection(
      settings: settings, pace: pace, folder: folder, token: key, extraRoots: roots,
      reception: try reception(key), rehearsal: rehearsal, ignoresPause: ignoresPause)
  }

  private func reception(_ token: APIToken) throws -> Reception? {
    guard let address else { return nil }
    return Reception(
      address: address, tokens: [token] + (try listen.retiredTokens(sources)), messages: messages)
  }
}
