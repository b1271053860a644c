internal import BulkEngine
internal import Foundation
internal import GRDB
import Spreadsheets

/// Opens the SQLite file of a ledger and makes sure that it and its key are the right ones.
enum LedgerFile {
  /// How long another process may keep it locked.
  static let patienceInSeconds = 10.0
  /// Above this size checks on open that read all of it would take seconds.
  private static let checkedSizeInBytes = 64 << 20

  /// Opens the ledger at `path`, which is made when neither it nor its key is there.
  ///
  /// - Throws: ``LedgerError``.
  static func open(path: String) throws -> (DatabaseQueue, LedgerKey) {
    try translating(path) {
      let keyPath = LedgerKey.path(besideLedger: path)
      if EntryStatus.of(path) == nil {
        guard EntryStatus.of(keyPath) == nil else { throw LedgerError.missing(path: path) }
        try create(path: path)
      }
      let size = try requireFile(path: path, writing: true)
      // What an interrupted copy leaves; SQLite would take it for a ledger that was never used.
      guard size > 0 else { throw LedgerError.damaged(path: path, reason: "it is empty") }
      let queue = try DatabaseQueue(path: plain(path), configuration: configuration(path))
      try requireOwn(queue, path: path, size: size, "integrity_check")
      try FormerLedgers.takeUp(queue)
      return (queue, try key(of: queue, path: path))
    }
  }

  /// Opens a ledger that is only read.
  ///
  /// - Returns: nil when neither it nor its key is there.
  /// - Throws: ``LedgerError``.
  static func openReading(path: String) throws -> (DatabaseQueue, LedgerKey)? {
    try translating(path) {
      if EntryStatus.of(path) == nil {
        guard EntryStatus.of(LedgerKey.path(besideLedger: path)) != nil else { return nil }
        throw LedgerError.missing(path: path)
      }
      let size = try requireFile(path: path, writing: false)
      guard size > 0 else { throw LedgerError.damaged(path: path, reason: "it is empty") }
      var reading = Configuration()
      reading.busyMode = .timeout(patienceInSeconds)
      reading.prepareDatabase { try $0.execute(sql: "PRAGMA query_only = 1; \(Self.memory)") }
      if let settled = SettledFile.address(path) {
        reading.readonly = true
        return try checked(
          try DatabaseQueue(path: settled, configuration: reading), path: path, size: size)
      }
      let queue: DatabaseQueue
      do {
        queue = try DatabaseQueue(path: plain(path), configuration: reading)
        _ = try queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA user_version") }
      } catch let error as DatabaseError where error.resultCode != .SQLITE_NOTADB {
        // Where nothing may be written the log cannot be joined: what is in the main file is read.
        reading.readonly = true
        return try reopen(path: path, size: size, reading)
      }
      return try checked(queue, path: path, size: size)
    }
  }

  private static func reopen(
    path: String, size: Int, _ configuration: Configuration
  ) throws -> (DatabaseQueue, LedgerKey) {
    try checked(
      try DatabaseQueue(path: plain(path), configuration: configuration), path: path, size: size)
  }

  private static func checked(
    _ queue: DatabaseQueue, path: String, size: Int
  ) throws -> (DatabaseQueue, LedgerKey) {
    // What is only asked sends nothing: that each entry stands in each index is not compared.
    try requireOwn(queue, path: path, size: size, "quick_check")
    let check = try queue.inDatabase {
      try Data.fetchOne($0, sql: "SELECT key_check FROM about")
    }
    let key = try LedgerKey(besideLedger: path)
    guard check == nil || check == key.seal.check else { throw LedgerError.keyWrong(path: path) }
    return (queue, key)
  }

  /// From the root: SQLite takes a path that begins with `file:` for an address.
  private static func plain(_ path: String) -> String {
    SystemPath.plain(SystemPath.absolute(path))
  }

  private static func requireFile(path: String, writing: Bool) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: SystemPath.plain(path))
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw LedgerError.damaged(path: path, reason: "it is not a regular file")
    }
    // The missing bits ask for it, whatever the user may do.
    let mode = attributes[.posixPermissions] as? Int ?? 0
    if writing, mode & 0o222 == 0 { throw LedgerError.readOnly(path: path) }
    try requireOneName(path)
    return attributes[.size] as? Int ?? 0
  }

  /// SQLite keeps a log for each name: what was written under one would be missing under the other.
  private static func requireOneName(_ path: String) throws {
    guard let entry = EntryStatus.of(path), entry.linkCount > 1 else { return }
    // What a process that made the ledger has not removed yet, or left when it was killed.
    let folder = SystemPath.folder(of: path)
    for name in try SystemPath.entries(of: folder) where name.hasSuffix(draftEnding) {
      let draft = "\(folder)/\(name)"
      let isSame = EntryStatus.of(draft)?.inode == entry.inode
      guard isSame, name.hasPrefix(SystemPath.name(of: path) + ".") else { continue }
      try? SystemPath.remove(draft)
    }
    guard EntryStatus.of(path)?.linkCount ?? 1 == 1 else {
      throw LedgerError.secondName(path: path)
    }
  }

  // MARK: Making

  private static let draftEnding = ".new"

  /// Makes a whole ledger under a temporary name, so that one that is there is never half of one.
  private static func create(path: String) throws {
    let draft = "\(path).\(UUID().uuidString.prefix(8))\(draftEnding)"
    guard try PrivateFile.create(path: draft) else { return }
    defer { for ending in ["", "-journal"] { try? SystemPath.remove(draft + ending) } }
    let queue = try DatabaseQueue(path: plain(draft))
    try queue.writeWithoutTransaction { database in
      // Pages that are free again are given back at the end of a run.
      try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
      try database.inTransaction { () -> Database.TransactionCompletion in
        try database.execute(sql: LedgerSchema.sql)
        return .commit
      }
    }
    try queue.close()
    try PrivateFile.link(draft, as: path)
  }

  /// The key; made before the first entry.
  private static func key(of queue: DatabaseQueue, path: String) throws -> LedgerKey {
    var found: LedgerKey?
    // A transaction that writes nothing finds out whether one that does would have to wait.
    try queue.inTransaction(.immediate) { database in
      let check = try Data.fetchOne(database, sql: "SELECT key_check FROM about")
      if check == nil { try LedgerKey.make(besideLedger: path) }
      let key = try LedgerKey(besideLedger: path)
      if check == nil {
        try database.execute(sql: "UPDATE about SET key_check = ?", arguments: [key.seal.check])
      } else if check != key.seal.check {
        throw LedgerError.keyWrong(path: path)
      }
      found = key
      return .commit
    }
    guard let found else { throw LedgerError.keyMissing(path: path) }
    return found
  }

  // MARK: Checking

  /// - Parameter pragma: the check of the structure.
  private static func requireOwn(
    _ queue: DatabaseQueue, path: String, size: Int, _ pragma: String
  ) throws {
    try queue.inDatabase { database in
      let application = try Int.fetchOne(database, sql: "PRAGMA application_id")
      guard application == LedgerSchema.applicationID else {
        throw LedgerError.damaged(path: path, reason: "it is no ledger of this program")
      }
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      guard let schema = FormerLedgers.sql(version) else {
        throw LedgerError.unknownVersion(
          path: path, found: version, known: LedgerSchema.version)
      }
      guard try JournalShape.isOwn(database, schema: schema) else {
        throw LedgerError.damaged(path: path, reason: "its tables are not those of a ledger")
      }
      guard try Int.fetchOne(database, sql: entryWithoutRun) == nil else {
        throw LedgerError.damaged(path: path, reason: "its entries contradict its runs")
      }
      guard size <= checkedSizeInBytes else { return }
      let verdict = try String.fetchOne(database, sql: "PRAGMA \(pragma)(1)")
      guard verdict == "ok" else {
        throw LedgerError.damaged(path: path, reason: "its structure check failed")
      }
      guard try Int.fetchOne(database, sql: impossibleEntry) == nil else {
        throw LedgerError.damaged(path: path, reason: "its entries contradict its runs")
      }
    }
  }

  // An entry that this program never writes: looking up its payee would pass it over, as if nobody had been sent.

  /// One search per run, whatever the number of entries.
  private static let entryWithoutRun = """
    WITH RECURSIVE present (run) AS (
      SELECT min(id) >> 32 FROM entry
      UNION ALL
      SELECT (SELECT min(id) FROM entry WHERE id > (run << 32 | 4294967295)) >> 32
      FROM present WHERE run IS NOT NULL
    )
    SELECT 1 FROM present WHERE run IS NOT NULL AND run NOT IN (SELECT id FROM run) LIMIT 1
    """

  /// Reads every entry, as the structure check does.
  ///
  /// Programs before this one left the time where a record had been announced already when another run was
  /// found to hold it back: then that run has an entry of its own, which holds it back still.
  private static let impossibleEntry = """
    SELECT 1 FROM entry e
    WHERE e.state NOT BETWEEN 0 AND 3 OR e.account & 65535 <> e.person & 65535
      OR e.state = 3 AND (e.settled_at IS NOT NULL OR e.sent_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM entry o
        WHERE o.person = e.person AND o.state < 3 AND o.payee = e.payee AND o.id >> 32 <> e.id >> 32))
      OR e.state = 2 AND e.settled_at IS NULL
    LIMIT 1
    """

  /// 16 MiB hold the upper levels of both indexes of some hundred million entries. Look-ups are spread over all of the
  /// rest, which no cache would hold; the system's does, and takes none of the memory of this process.
  private static let memory = "PRAGMA cache_size = -16384"

  private static func configuration(_ path: String) -> Configuration {
    var configuration = Configuration()
    configuration.label = "ledger"
    configuration.busyMode = .timeout(patienceInSeconds)
    configuration.prepareDatabase { database in
      let application = try Int.fetchOne(database, sql: "PRAGMA application_id")
      guard application == LedgerSchema.applicationID else {
        throw LedgerError.damaged(path: path, reason: "it is no ledger of this program")
      }
      // A log is for one machine only: several see each other through the main file alone.
      let mode = LocalDisk.holds(path) ? "WAL" : "DELETE"
      try database.execute(
        sql: """
          PRAGMA journal_mode = \(mode); PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
          PRAGMA wal_autocheckpoint = 8000;
          \(memory)
          """)
    }
    return configuration
  }

  /// Turns every error into a ``LedgerError``.
  static func translating<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as LedgerError {
      throw error
    } catch let error as DatabaseError {
      throw LedgerError(error, path: path)
    } catch let error as JournalError {
      throw LedgerError(error, path: path)
    } catch {
      throw LedgerError.other(path: path, reason: "\(type(of: error))")
    }
  }
}

extension LedgerError {
  init(_ error: DatabaseError, path: String) {
    let reason = "SQLite \(error.extendedResultCode.rawValue)"
    self =
      switch error.resultCode {
      case .SQLITE_FULL: .diskFull(path: path)
      case .SQLITE_NOTADB: .damaged(path: path, reason: "it is no SQLite database")
      case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_CONSTRAINT:
        .damaged(path: path, reason: reason)
      case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: .readOnly(path: path)
      case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(path: path)
      default: .other(path: path, reason: reason)
      }
  }

  init(_ error: JournalError, path: String) {
    self =
      switch error {
      case .diskFull: .diskFull(path: path)
      case .notPermitted: .readOnly(path: path)
      default: .other(path: path, reason: "its folder")
      }
  }
}
