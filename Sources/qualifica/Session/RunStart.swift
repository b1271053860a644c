import CallbackServer
import Foundation
import JournalStore
import Qualification
import WEpayments

/// Begins a run on a file, or goes on with the one that is there.
struct RunStart {
  let folder: RunFolder
  let lock: RunLock
  let journal: SQLiteJournal
  let messages: SessionMessages
  let token: TokenOptions
  let listen: ListenOptions
  /// Where callbacks are received, if they are.
  let address: ListenAddress?
  let sources: SettingSources
  let mayAsk: Bool
  var faults = FaultOptions()
  /// The base URL that is given now, whatever way; see ``ReopenedHost``.
  var baseURL: String?

  /// Plans and performs a new run, or one whose plan was not finished.
  func begin(input path: String, settings: RunSettings, pace: PaceSettings) async throws {
    try SimulatedCallbacks.requireLocal(settings)
    // Before the long work: without a key or an address nothing could be sent.
    _ = try connection(settings, pace)
    var run = Run(
      code: RandomSource.system.identifier(length: 8), settings: settings,
      input: InputIdentity(path: path, sha256: "", bytes: 0), startedAt: Date())
    // First of all, so that a process killed while it reads or plans can be resumed.
    try await journal.begin(run)
    run.input.sha256 = try InputHash.sha256(path: path)
    let input = try Input(
      path: path, reading: settings.reading, needsAmount: settings.check.needsAmount)
    run.input.bytes = input.bytes
    messages.recognised(input)
    try OutputRehearsal.require(settings.output, for: input)
    var session = RunSession(
      folder: folder, lock: lock, journal: journal, run: run, input: input,
      banks: try settings.banks(), messages: messages)
    try await session.plan()
    if session.exceedsErrorBudget {
      messages.say(
        "More records are rejected than --max-errors allows: nothing was sent.",
        "Há mais registros rejeitados do que --max-errors permite: nada foi enviado.")
      throw RunEnd(code: try await session.finish(status: .stopped))
    }
    try await proceed(session, pace)
  }

  /// Settles a planned run on its input, which must be the same still.
  func goOn(_ run: Run, pace: PaceSettings) async throws {
    try ReopenedHost(settings: run.settings, given: baseURL).announce(messages)
    let session = try RunSession.reopen(
      folder, lock: lock, journal: journal, run: run, messages: messages)
    try OutputRehearsal.require(run.settings.output, for: session.input)
    try await proceed(session, pace)
  }

  /// Settles a planned run from callbacks; nothing is sent.
  func listen(_ run: Run, pace: PaceSettings) async throws {
    try ReopenedHost(settings: run.settings, given: baseURL).announce(messages)
    let session = try RunSession.reopen(
      folder, lock: lock, journal: journal, run: run, messages: messages)
    var connection = try connection(run.settings, pace)
    connection.onlyListens = true
    try await session.work(connection, mayAsk: false)
  }

  private func proceed(_ session: RunSession, _ pace: PaceSettings) async throws {
    var session = session
    var pace = pace
    var connection = try connection(session.run.settings, pace)
    try await session.obtainConsent(&pace, mayAsk: mayAsk)
    connection.pace = pace
    try await session.work(connection, mayAsk: mayAsk)
  }

  private func connection(_ settings: RunSettings, _ pace: PaceSettings) throws -> Connection {
    let rehearsal = try faults.rehearsal(environment: settings.environment)
    guard settings.environment != SimulatedEnvironment.name else {
      return Connection(
        settings: settings, pace: pace, folder: folder, token: nil, extraRoots: nil,
        reception: try reception(Connection.simulatedToken()), rehearsal: rehearsal)
    }
    let key = try token.token(sources)
    let roots = token.extraRoots(sources)
    try HTTPTransport.check(
      endpoint: try Connection.endpoint(settings), extraRootCertificatesFile: roots)
    return Connection(
      settings: settings, pace: pace, folder: folder, token: key, extraRoots: roots,
      reception: try reception(key), rehearsal: rehearsal)
  }

  private func reception(_ token: APIToken) throws -> Reception? {
    guard let address else { return nil }
    return Reception(
      address: address, tokens: [token] + (try listen.retiredTokens(sources)), messages: messages)
  }
}
