internal import Foundation
internal import BulkEngine
internal import GRDB
import Spreadsheets

/// Opens the SQLite file of a journal and makes sure that it is one.
enum JournalFile {
  /// Above this size, some ten million records, the structure check on open would take many seconds.
  private static let checkedSizeInBytes = 1 << 30
  /// Above this size only the pages are looked at, and not whether the indexes agree with the tables.
  private static let whollyCheckedSizeInBytes = 1 << 27

  /// - Throws: ``JournalError``.
  static func open(path: String, access: JournalAccess) throws -> DatabaseQueue {
    do {
      let size = try secure(path: path, access: access)
      // From the root: SQLite takes a path that begins with `file:` for an address.
      let settled = access == .readOnly ? SettledFile.address(path) : nil
      let plain = settled ?? SystemPath.plain(SystemPath.absolute(path))
      var queue = try connect(to: plain, access, path: path)
      let version = try establishFormat(of: queue, path: path, access: access)
      if version < JournalSchema.version { queue = try copy(of: queue, from: version) }
      guard try queue.read(JournalShape.isOwn) else {
        throw JournalError.damaged(path: path, reason: "its tables are not those of a journal")
      }
      if access == .readWrite, size < checkedSizeInBytes {
        try checkStructure(
          of: queue, path: path, wholly: size < whollyCheckedSizeInBytes)
      }
      return queue
    } catch {
      throw JournalError(error, path: path)
    }
  }

  /// Who only reads cannot take back what a process was writing that was killed before its log was in
  /// use; a writer does so first, as the system's locks allow.
  private static func connect(
    to plainPath: String, _ access: JournalAccess, path: String
  ) throws -> DatabaseQueue {
    do {
      let queue = try DatabaseQueue(
        path: plainPath, configuration: configuration(access, path: path))
      if access == .readOnly {
        _ = try queue.inDatabase { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
      }
      return queue
    } catch let error as DatabaseError
      where access == .readOnly && error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
    {
      let writer = try DatabaseQueue(path: plainPath)
      _ = try writer.inDatabase { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
      try writer.close()
      return try DatabaseQueue(
        path: plainPath, configuration: configuration(access, path: path))
    }
  }

  /// Creates the file with mode 0600 before SQLite sees it; SQLite gives its companions `-wal` and
  /// `-shm` the mode of the main file.
  ///
  /// An existing file is not opened here: closing a descriptor would drop the locks that SQLite
  /// holds on the same file elsewhere in this process.
  /// - Returns: Size of the file in bytes.
  private static func secure(path: String, access: JournalAccess) throws -> Int {
    if access == .readWrite, try PrivateFile.create(path: path) { return 0 }
    let attributes: [FileAttributeKey: Any]
    do {
      attributes = try FileManager.default.attributesOfItem(atPath: SystemPath.plain(path))
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      throw JournalError.missing(path: path)
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw JournalError.notPermitted(path: path, reason: "it is not a regular file")
    }
    return attributes[.size] as? Int ?? 0
  }

  /// Gives the file and its companions the mode 0600.
  private static func narrowMode(path: String) throws {
    for companion in ["", "-wal", "-shm"] {
      let file = path + companion
      let attributes = try? FileManager.default.attributesOfItem(atPath: SystemPath.plain(file))
      guard let mode = attributes?[.posixPermissions] as? Int, mode != 0o600 else { continue }
      do {
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o600], ofItemAtPath: SystemPath.plain(file))
      } catch {
        throw JournalError.notPermitted(path: path, reason: "its mode cannot be set to 0600")
      }
    }
  }

  /// Refuses the database of another program before anything of it is changed.
  private static func requireOwn(_ database: Database, path: String) throws {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id")
    guard application != JournalSchema.applicationID else { return }
    // What a process leaves that was killed before the schema stood in it.
    let entries = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master")
    guard application == 0, entries == 0 else {
      throw JournalError.damaged(path: path, reason: "it is no journal of this program")
    }
  }

  private static func configuration(_ access: JournalAccess, path: String) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = access == .readOnly
    configuration.label = "journal"
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      // Negative: kibibytes.
      try database.execute(sql: "PRAGMA cache_size = -8192")
      guard access == .readWrite else { return }
      try requireOwn(database, path: path)
      try narrowMode(path: path)
      // Set here and not through GRDB's journal mode, which would lower `synchronous` to NORMAL:
      // then a commit could be lost in a power failure.
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      try database.execute(sql: "PRAGMA synchronous = FULL")
      // Pages of 4 KB: what changes often is copied into the main file once per 32 MB of log.
      try database.execute(sql: "PRAGMA wal_autocheckpoint = 8192")
      try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
    }
    return configuration
  }

  /// Writes the schema into an empty file, takes an older format up, refuses what this program did not
  /// write.
  ///
  /// - Returns: the version of the format, an older one only of a journal that may not be written.
  private static func establishFormat(
    of queue: DatabaseQueue, path: String, access: JournalAccess
  ) throws -> Int {
    let isEmpty = try queue.read { database in
      try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
    }
    guard !isEmpty else {
      guard access == .readWrite else { throw JournalError.missing(path: path) }
      try queue.write { try $0.execute(sql: JournalSchema.sql) }
      return JournalSchema.version
    }
    let version = try queue.read { try formatVersion($0, path: path) }
    guard access == .readWrite else { return version }
    try queue.write { try FormerFormats.takeUp($0, from: version) }
    return JournalSchema.version
  }

  /// A copy in memory, in the present format, of a journal that may only be read.
  private static func copy(of queue: DatabaseQueue, from version: Int) throws -> DatabaseQueue {
    let copy = try DatabaseQueue()
    try queue.backup(to: copy)
    try copy.write { try FormerFormats.takeUp($0, from: version) }
    return copy
  }

  /// The format version of a journal of this program: the present one or one that can be read.
  private static func formatVersion(_ database: Database, path: String) throws -> Int {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id")
    guard application == JournalSchema.applicationID else {
      throw JournalError.damaged(path: path, reason: "it is no journal of this program")
    }
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard version <= JournalSchema.version else {
      let program = try? String.fetchOne(database, sql: "SELECT program FROM run")
      throw JournalError.unknownVersion(
        path: path, found: version, known: JournalSchema.version, program: program)
    }
    // The version stands in the file twice.
    let stored = try Int.fetchOne(database, sql: "SELECT format_version FROM run") ?? version
    guard version > 0, stored == version else {
      throw JournalError.damaged(path: path, reason: "it has two format versions")
    }
    return version
  }

  private static func checkStructure(
    of queue: DatabaseQueue, path: String, wholly: Bool
  ) throws {
    let check = wholly ? "integrity_check" : "quick_check"
    let verdict = try queue.read { try String.fetchOne($0, sql: "PRAGMA \(check)(1)") }
    guard verdict == "ok" else {
      throw JournalError.damaged(path: path, reason: "its structure check failed")
    }
  }
}
