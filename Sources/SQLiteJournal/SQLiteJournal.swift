internal import Foundation
internal import GRDB
package import BulkEngine
internal import Spreadsheets

/// The journal of a run in one SQLite file: write-ahead log, synchronised at every commit.
///
/// Times are kept to the millisecond. Calls are not cancelled half-way: a receipt is written even
/// when its task was cancelled meanwhile. Every error is a ``JournalError``.
package actor SQLiteJournal: RunJournal {
  private nonisolated let executor = JournalExecutor()
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  package let path: String
  /// The same as the system takes it; see ``SystemPath/plain(_:)``.
  private let plainPath: String
  private let queue: DatabaseQueue
  /// Commits of callers that came while the disk was busy.
  private var waiting: [WaitingCommit] = []
  /// Counts the batches that are announced; nil when nothing is written.
  private var mark: SentMark?
  /// Why nothing more is written.
  private var broken: JournalError?
  /// Why the journal may not know of everything that was sent; nil when it does, and once it was
  /// heeded by ``JournalMutation/doubted``.
  package internal(set) var doubt: JournalDoubt?

  /// Opens the journal at `path`; with ``JournalAccess/readWrite`` it is created when missing.
  ///
  /// The folder must exist. The file has mode 0600 from the start; a symbolic link is refused.
  /// - Throws: ``JournalError``.
  package init(path: String, access: JournalAccess) throws {
    self.path = path
    let plainPath = SystemPath.plain(path)
    self.plainPath = plainPath
    let queue = try JournalFile.open(path: path, access: access)
    self.queue = queue
    do {
      let run = try queue.inDatabase { try RunWriting.announced(in: $0) }
      let found = SentMark.read(besideJournal: plainPath)
      doubt = JournalDoubt(mark: found, run: run)
      guard access == .readWrite else { return }
      mark = SentMark(run: run?.code ?? "-", batches: run?.batches ?? 0)
      if doubt == nil, let mark, mark != found { try mark.write(besideJournal: plainPath) }
    } catch {
      throw JournalError(error, path: path)
    }
  }

  /// Such a journal is read from a copy in memory.
  package var isOfEarlierFormat: Bool { queue.path == ":memory:" }

  /// Folds the log into the main file and closes it; the journal cannot be used afterwards.
  package func close() throws {
    try translating { try queue.close() }
  }

  package func run() throws -> Run? {
    try read { database in
      var run = try Row.fetchOne(database, sql: "SELECT \(Run.columns) FROM run")
        .map(Run.init(row:))
      run?.pace = try PaceStoring.pace(from: database)
      return run
    }
  }

  /// - Returns: whether something that is called unsent left traces of having been sent.
  func examined(_ statuses: StatusTable) throws -> Bool {
    guard let run = try run(), run.plannedAt != nil else { return false }
    let path = path
    return try read { database in
      if let reason = try JournalCoherence.contradiction(in: database, run, statuses) {
        throw JournalError.damaged(path: path, reason: reason)
      }
      return try JournalCoherence.isReset(in: database)
    }
  }

  package func begin(_ run: Run) throws {
    let path = path
    try write { database in
      guard try !PlanWriting.hasAttempts(in: database) else {
        throw JournalError.damaged(path: path, reason: "it lost the plan of what was sent")
      }
      try PlanWriting.begin(run, in: database)
    }
    mark?.run = run.code
    mark?.batches = 0
    // A count that is doubted stays until the doubt was heeded.
    if doubt == nil { try writeMark() }
  }

  /// Brings the plan from the log into the main file: a lost log then loses what happened
  /// since, which is noticed, and not the plan. Nothing is lost where it fails.
  private func checkpoint() {
    _ = try? queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
  }

  /// Counts the batches of `commits` that were announced, before their requests leave.
  private func count(_ commits: [WaitingCommit]) throws {
    let mutations = commits.lazy.flatMap(\.mutations)
    let announced = mutations.count { if case .intent = $0 { true } else { false } }
    let isHeeded = mutations.contains(.doubted)
    guard announced > 0 || isHeeded else { return }
    mark?.batches += announced
    if isHeeded { doubt = nil }
    if doubt == nil { try writeMark() }
  }

  private func writeMark() throws {
    let (mark, path) = (mark, plainPath)
    try translating { try mark?.write(besideJournal: path) }
  }

  package func append(_ records: [PlannedRecord], chunks: [Chunk]) throws {
    try write { try PlanWriting.append(records, chunks: chunks, in: $0) }
  }

  /// Commits of several callers share one transaction, and so one wait for the disk.
  ///
  /// The process that has the file has every claim.
  package func commit(
    _ mutations: [JournalMutation], holding claim: Claim?
  ) async throws -> CommitAnswer {
    do {
      try await withCheckedThrowingContinuation { caller in
        waiting.append(WaitingCommit(mutations: mutations, caller: caller))
        if waiting.count == 1 { Task { commitWaiting() } }
      }
      return .committed
    } catch is RecordsChanged {
      return .recordsChanged
    }
  }

  private func commitWaiting() {
    let commits = waiting
    waiting = []
    do {
      try write { database in
        for commit in commits { try commit.apply(to: database) }
      }
    } catch {
      guard commits.count > 1 else { return commits.forEach { $0.caller.resume(throwing: error) } }
      // One that fails takes no other with it.
      for commit in commits {
        commit.caller.resume(
          with: Result {
            try write { try commit.apply(to: $0) }
            try count([commit])
          })
      }
      return
    }
    if commits.contains(where: \.sealsPlan) { checkpoint() }
    let counted = Result { try count(commits) }
    for commit in commits { commit.caller.resume(with: counted) }
  }

  package func chunks(in state: ChunkState, limit: Int) throws -> [Chunk] {
    try read { try Selections.chunks(in: state, limit: limit, from: $0) }
  }

  package func chunk(_ number: Int) throws -> Chunk? {
    try read { try Selections.chunk(number, from: $0) }
  }

  package func entries(_ selection: EntrySelection) throws -> [JournalEntry] {
    try read { try Selections.entries(selection, from: $0) }
  }

  package func counts() throws -> [RecordState: Int] {
    try read { try Selections.counts(from: $0) }
  }

  package func note(_ event: JournalEvent) async throws {
    try await commit([.event(event)])
  }

  /// All audit lines in the order they were written.
  package func events() throws -> [JournalEvent] {
    try read { try Selections.events(from: $0) }
  }

  package func events(ofKind kind: String) throws -> [JournalEvent] {
    try read { try Selections.events(ofKind: kind, from: $0) }
  }

  /// The last audit line of this kind.
  package func latestEvent(ofKind kind: String) throws -> JournalEvent? {
    try read { try Selections.latestEvent(ofKind: kind, from: $0) }
  }

  /// SQL of the tables and indexes that the file really has, in the order they were created.
  package func schema() throws -> [String] {
    try read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT sql FROM sqlite_master
          WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY rowid
          """)
    }
  }

  /// Not GRDB's asynchronous calls: those give up when the task is cancelled. Not its `read` either:
  /// that sets a pragma, after which SQLite compiles every cached statement again.
  private func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try translating { try queue.inDatabase(body) }
  }

  /// Nothing is written any more after a commit whose outcome is unknown: what seems to succeed
  /// behind it may stand on what was lost.
  private func write(_ body: (Database) throws -> Void) throws {
    if let broken { throw broken }
    do {
      try queue.write(body)
    } catch let error as RecordsChanged {
      throw error
    } catch {
      let error = JournalError(ofCommit: error, path: path)
      if case .unknownOutcome = error { broken = error }
      throw error
    }
  }

  private func translating<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      throw JournalError(error, path: path)
    }
  }
}
