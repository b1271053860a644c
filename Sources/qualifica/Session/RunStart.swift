import Foundation
import JournalStore
import Qualification
import WEpayments

/// Begins a run on a file, or goes on with the one that is there.
struct RunStart {
  let folder: RunFolder
  let lock: RunLock
  let messages: SessionMessages
  let wishes: RunWishes
  let token: TokenOptions
  let sources: SettingSources
  let mayAsk: Bool

  func run(input path: String) async throws {
    let journal = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
    if let run = try await journal.run(), run.plannedAt != nil {
      try await goOn(run, input: path, journal: journal)
    } else {
      try await begin(input: path, journal: journal)
    }
  }

  /// The file's own run is there: settle it. Another file in its place is refused.
  private func goOn(_ run: Run, input path: String, journal: SQLiteJournal) async throws {
    if let option = wishes.conflict(with: run.settings) {
      throw RunFailure.settingChanged(option: option)
    }
    guard try InputHash.sha256(path: path) == run.input.sha256 else {
      throw InputError.changed(path: path)
    }
    var run = run
    run.input.path = path
    let session = try RunSession.reopen(
      folder, lock: lock, journal: journal, run: run, messages: messages)
    try await proceed(session)
  }

  private func begin(input path: String, journal: SQLiteJournal) async throws {
    // Before the long work: without a key or an address nothing could be sent.
    _ = try connection(wishes.settings)
    let sha256 = try InputHash.sha256(path: path)
    let input = try Input(
      path: path, reading: wishes.settings.reading,
      needsAmount: wishes.settings.check.needsAmount)
    let run = Run(
      code: RandomSource.system.identifier(length: 8), settings: wishes.settings,
      input: InputIdentity(path: path, sha256: sha256, bytes: input.bytes), startedAt: Date())
    var session = RunSession(
      folder: folder, lock: lock, journal: journal, run: run, input: input, messages: messages)
    try await session.plan()
    if session.exceedsErrorBudget {
      messages.say(
        "More records are rejected than --max-errors allows: nothing was sent.",
        "Há mais registros rejeitados do que --max-errors permite: nada foi enviado.")
      throw RunEnd(code: try await session.finish(status: .stopped))
    }
    try await proceed(session)
  }

  private func proceed(_ session: RunSession) async throws {
    var session = session
    var connection = try connection(session.run.settings)
    var pace = connection.pace
    try await session.obtainConsent(&pace, mayAsk: mayAsk)
    connection = Connection(
      settings: connection.settings, pace: pace, folder: folder, token: connection.token)
    try await session.work(connection)
  }

  private func connection(_ settings: RunSettings) throws -> Connection {
    guard settings.environment != SimulatedEnvironment.name else {
      return Connection(
        settings: settings, pace: wishes.settings.pace, folder: folder, token: nil)
    }
    _ = try Connection.endpoint(settings)
    return Connection(
      settings: settings, pace: wishes.settings.pace, folder: folder,
      token: try token.token(sources))
  }
}
