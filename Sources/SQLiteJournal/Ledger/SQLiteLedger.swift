package import BulkEngine
package import Foundation
internal import GRDB

/// The ledger of all runs in one SQLite file, as one run sees it.
///
/// What moves money is brought to the disk before a call returns. Of the rest a failure of the machine
/// may take the last seconds: the command that goes on with the run completes them.
package actor SQLiteLedger: Ledger {
  private nonisolated let executor = JournalExecutor()
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  package nonisolated let path: String
  package nonisolated let hashing: LedgerHashing
  private let queue: DatabaseQueue
  /// Looks for places while persons are looked for; opened when it is first asked.
  private var places: LedgerPlaces?
  private let key: LedgerKey
  private let run: LedgerRun
  private let terms: LedgerTerms
  private let mayWrite: Bool
  private var knownRuns: (version: Int64, runs: LedgerRuns)?
  /// Names of files by number of the run, opened once.
  private var files: [Int64: String] = [:]
  private var sieving = LedgerSieving()

  /// Opens the ledger at `path` for `run`; it is made when neither it nor its key is there.
  ///
  /// The folder must exist.
  /// - Throws: ``LedgerError``.
  package init(path: String, run: LedgerRun, terms: LedgerTerms) throws {
    (queue, key) = try LedgerFile.open(path: path)
    self.path = path
    self.run = run
    self.terms = terms
    mayWrite = true
    hashing = LedgerHashing(key: key.bytes, scope: run.scope)
  }

  /// Opens a ledger that is only asked.
  ///
  /// - Parameter scope: nil for that of the latest run in it.
  /// - Returns: nil when there is none, or none of its runs has a scope to ask for.
  /// - Throws: ``LedgerError``.
  package init?(reading path: String, run: LedgerRun, scope: LedgerScope?, terms: LedgerTerms)
    throws
  {
    guard let (queue, key) = try LedgerFile.openReading(path: path) else { return nil }
    var run = run
    let latest = try LedgerFile.translating(path) {
      try queue.inDatabase { try LedgerRuns.latestScope(of: run.operation, in: $0) }
    }
    guard let scope = scope ?? latest else { return nil }
    run.scope = scope
    (self.queue, self.key, self.path, self.run, self.terms) = (queue, key, path, run, terms)
    mayWrite = false
    hashing = LedgerHashing(key: key.bytes, scope: scope)
  }

  /// Brings the log into the main file and closes it; nothing can be asked afterwards.
  package func close() async throws {
    defer { places = nil }
    do {
      try await places?.close()
    } catch {
      try translating { throw error }
    }
    try translating { try queue.close() }
  }

  package func ask(_ question: LedgerQuestion) async throws -> LedgerReply {
    switch question {
    case .ownRun: try translating { try queue.inDatabase { try ownRun(in: $0) } }
    case .subjects(let subjects, let now):
      LedgerReply(answers: try await answers(to: subjects, at: now))
    }
  }

  package func announce(_ records: [LedgerRecord], at now: Date) throws -> [LedgerHold] {
    precondition(mayWrite, "a ledger that is only asked is not written")
    return try write(durably: terms.holdsBack) { database in
      let number = try LedgerRuns.register(run, key, at: now, in: database)
      let runs = try runs(with: number, in: database)
      let asked = records.filter { !$0.isAgain }
      let look = LedgerLooks(
        asked.map(\.subject), runs, holdingTerms(runs, own: number, at: now))
      var held: [Int: LedgerSending] = [:]
      for (index, sending) in try look.findings(in: database).sendings {
        held[asked[index].number] = try told(sending, runs)
      }
      let writing = LedgerWriting(run: number, startedAt: run.startedAt)
      for record in records {
        try writing.announce(record, isHeld: held[record.number] != nil, at: now, in: database)
      }
      return records.compactMap { record in
        held[record.number].map { LedgerHold(number: record.number, sending: $0) }
      }
    }
  }

  package func settle(_ report: LedgerReport, at now: Date) throws {
    precondition(mayWrite, "a ledger that is only asked is not written")
    try write(durably: false) { database in
      let number = try LedgerRuns.register(
        run, key, at: now, isFinished: report.isFinished, in: database)
      let writing = LedgerWriting(run: number, startedAt: run.startedAt)
      for outcome in report.outcomes { try writing.settle(outcome, at: now, in: database) }
    }
    guard report.isFinished else { return }
    try translating { try LedgerForgetting.prune(queue, before: now) }
  }

  package func sieve(at now: Date) async throws -> LedgerSieve? {
    try translating {
      try queue.inDatabase { database in
        try sieving.sieve(in: database, at: now) {
          let runs = try runs(with: nil, in: database)
          let terms = lookTerms(runs, own: runs.number(ofRun: run.code), at: now)
          return try LedgerSifting.sieve(of: database, terms)
        }
      }
    }
  }

  // MARK: Answers

  private func answers(
    to subjects: [LedgerSubject], at now: Date
  ) async throws -> [Int: LedgerAnswer] {
    sieving.noteAsked(subjects.count)
    let places = try places ?? translating { try LedgerPlaces(beside: queue) }
    self.places = places
    async let shares = places.shares(of: subjects)
    var answers = try translating {
      try queue.inDatabase { try personAnswers(to: subjects, at: now, in: $0) }
    }
    do {
      for index in try await shares { answers[index, default: LedgerAnswer()].isShared = true }
    } catch {
      try translating { throw error }
    }
    return answers
  }

  private func personAnswers(
    to subjects: [LedgerSubject], at now: Date, in database: Database
  ) throws -> [Int: LedgerAnswer] {
    let runs = try runs(with: nil, in: database)
    let own = runs.number(ofRun: run.code)
    let look = LedgerLooks(subjects, runs, lookTerms(runs, own: own, at: now))
    let findings = try look.findings(in: database)
    var answers: [Int: LedgerAnswer] = [:]
    for (index, sending) in findings.sendings {
      answers[index, default: LedgerAnswer()].sent = try told(sending, runs)
    }
    for (index, at) in findings.changes {
      answers[index, default: LedgerAnswer()].changedSince = at
    }
    for (index, verdict) in findings.verdicts {
      guard let run = try earlier(verdict.run, runs) else { continue }
      answers[index, default: LedgerAnswer()].known = LedgerVerdict(
        run: run, at: verdict.at, apiID: verdict.apiID)
    }
    return answers
  }

  private func lookTerms(_ runs: LedgerRuns, own: Int64?, at now: Date) -> LedgerLooks.Terms {
    var terms = holdingTerms(runs, own: own, at: now)
    terms.seeksChanges = true
    if let knownFor = self.terms.knownForInSeconds {
      terms.knownSince = now.addingTimeInterval(-knownFor)
      terms.judging = runs.judging(run.operation, since: terms.knownSince, own: own)
    }
    return terms
  }

  private func holdingTerms(_ runs: LedgerRuns, own: Int64?, at now: Date) -> LedgerLooks.Terms {
    var terms = LedgerLooks.Terms(own: own)
    guard self.terms.holdsBack else { return terms }
    terms.heldSince = now.addingTimeInterval(-self.terms.repeatWindowInSeconds)
    terms.holding = runs.holding(run.operation, run.variant, since: terms.heldSince, own: own)
    return terms
  }

  private func told(
    _ sending: (run: Int64, at: Date), _ runs: LedgerRuns
  ) throws -> LedgerSending {
    guard let run = try earlier(sending.run, runs) else {
      throw LedgerError.damaged(path: path, reason: "an entry has no run")
    }
    return LedgerSending(run: run, at: sending.at)
  }

  private func earlier(_ number: Int64, _ runs: LedgerRuns) throws -> LedgerEarlierRun? {
    guard let run = runs[number] else { return nil }
    let file = files[number] ?? key.seal.open(run.file) ?? ""
    files[number] = file
    return LedgerEarlierRun(code: run.code, file: file, startedAt: run.startedAt)
  }

  private func ownRun(in database: Database) throws -> LedgerReply {
    let runs = try LedgerRuns(in: database)
    let input = key.seal.hash(ofInput: run.inputSHA256)
    let generation = runs.lastGeneration(of: run, input)
    guard let own = runs.number(ofRun: run.code) else {
      return LedgerReply(nextGeneration: generation + 1)
    }
    return LedgerReply(
      counts: try LedgerRuns.counts(of: own, in: database), nextGeneration: generation + 1)
  }

  /// All runs, read again when another process has written, or where the run that asks is missing.
  private func runs(with own: Int64?, in database: Database) throws -> LedgerRuns {
    let version = try Int64.fetchOne(
      try database.cachedStatement(sql: "PRAGMA data_version"))
    if let known = knownRuns, known.version == version, own.map({ known.runs[$0] != nil }) ?? true {
      return known.runs
    }
    let runs = try LedgerRuns(in: database)
    knownRuns = version.map { ($0, runs) }
    return runs
  }

  // MARK: Access

  /// One transaction that has the right to write from its start.
  private func write<Value>(
    durably: Bool, _ body: (Database) throws -> Value
  ) throws -> Value {
    sieving.end()
    return try translating {
      var value: Value?
      try queue.writeWithoutTransaction { database in
        // Without a log a commit that is not synchronised could damage the file.
        let isLogged = try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal"
        try database.execute(
          sql: "PRAGMA synchronous = \(durably || !isLogged ? "FULL" : "NORMAL")")
        try database.inTransaction(.immediate) {
          value = try body(database)
          return .commit
        }
      }
      guard let value else { preconditionFailure("a transaction ran or threw") }
      return value
    }
  }

  private func translating<Value>(_ body: () throws -> Value) throws -> Value {
    try LedgerFile.translating(path, body)
  }
}

extension SQLiteLedger {
  /// Where the key of the ledger at `path` is.
  package static func keyPath(of path: String) -> String { LedgerKey.path(besideLedger: path) }
}
