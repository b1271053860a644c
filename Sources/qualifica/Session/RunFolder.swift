import Foundation
import JournalStore
import Qualification
import Spreadsheets

/// The folder of a run: names, creation, the spooled standard input.
struct RunFolder: Sendable {
  let path: String

  /// - Parameter given: `--output`; without it `<FILE without extension>.qualifica` beside FILE.
  init(for file: String, given: String?) {
    if let given {
      path = Self.trimmed(given)
    } else if file == "-" {
      path = "standard-input.qualifica"
    } else {
      let absolute = SystemPath.absolute(file)
      let name = Self.withoutExtension(SystemPath.name(of: absolute))
      let parent = SystemPath.folder(of: absolute)
      path = "\(parent == "/" ? "" : parent)/\(SystemPath.fitting(name, ".qualifica"))"
    }
  }

  /// Without `.csv`, and without `.csv.gz`: a packed file's run is called like the file's own.
  private static func withoutExtension(_ name: String) -> String {
    let isPacked = SystemPath.fileExtension(of: name).lowercased() == "gz"
    let stem = SystemPath.stem(of: name)
    return isPacked ? SystemPath.stem(of: stem) : stem
  }

  init(path: String) {
    self.path = Self.trimmed(path)
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.utf8.count > 1, path.utf8.last == 0x2F { path.unicodeScalars.removeLast() }
    return path
  }

  var journalPath: String { "\(path)/\(OutputFiles.journal)" }
  var spoolPath: String { "\(path)/standard-input" }
  var simulatorStorePath: String { "\(path)/simulator.store" }
  var summaryPath: String { "\(path)/\(OutputFiles.summary)" }

  /// Whether a run left its outputs here but its journal is empty: then nobody knows what was sent.
  ///
  /// An empty journal without outputs is what a process leaves that was killed at its very start.
  func refuseEmptyJournal() throws {
    guard hasJournal, try FileSize.bytes(of: journalPath) == 0,
      SystemPath.exists(summaryPath)
    else { return }
    throw JournalStoreError.damaged(path: journalPath, reason: "it is empty")
  }

  var hasJournal: Bool { SystemPath.exists(journalPath) }

  /// What else is opened here.
  private static let otherNames =
    ["standard-input", "simulator.store"]
    + ["", "-wal", "-shm", "-journal"].map { OutputFiles.journal + $0 }

  /// A link in the place of the folder is refused like one in the place of a file.
  ///
  /// - Throws: ``SpreadsheetError/refusesToReplace(path:)``, ``RunFailure/notAFolder(path:)``.
  func requireFolder() throws {
    guard let entry = EntryKind.of(path), entry != .folder else { return }
    if entry == .file { throw RunFailure.notAFolder(path: path) }
    throw SpreadsheetError.refusesToReplace(path: path)
  }

  /// Makes the folder, mode 0700.
  ///
  /// - Throws: ``SpreadsheetError``, ``RunFailure/notAFolder(path:)``.
  func create() throws {
    try requireFolder()
    try createPrivateFolder(at: path)
  }

  /// Keeps a `fix.csv` that was corrected in its place from being written over.
  ///
  /// - Returns: the name under which it is kept now.
  func keepEditedFix() throws -> String? {
    for ending in ["csv", "ndjson"] {
      let kept = try EditedFile.setAside(
        "\(path)/\(OutputFiles.fix).\(ending)", sibling: "\(path)/\(OutputFiles.results).\(ending)",
        last: summaryPath)
      if let kept { return SystemPath.name(of: kept) }
    }
    return nil
  }

  /// Takes the folder: nobody else may work on it for as long as the lock lives.
  ///
  /// What a killed process was writing when it ended is removed; it holds personal data.
  /// - Throws: ``JournalStoreError``.
  func lock() throws -> RunLock {
    try requireFolder()
    let lock = try RunLock(folder: path)
    try refuseEmptyJournal()
    // Before anything is sent: an output that cannot be written should not be found out later. And
    // whoever can put a link here must not choose what is read or written through it.
    for name in OutputFiles.allNames + Self.otherNames {
      try AtomicFile.requireReplaceable("\(path)/\(name)")
    }
    AtomicFile.removeLeftovers(of: OutputFiles.allNames + ["standard-input"], in: path)
    return lock
  }

  /// Whether the file is one that is written or kept in this folder.
  private func isOwn(_ file: String) -> Bool {
    guard (OutputFiles.allNames + Self.otherNames).contains(SystemPath.name(of: file)) else {
      return false
    }
    return SystemPath.isSame(SystemPath.folder(of: file), path)
  }

  /// The file to read: `file` itself, or standard input kept in the folder, since a run must be
  /// able to read it again.
  ///
  /// - Throws: ``RunFailure``, ``SpreadsheetError``.
  func input(_ file: String) throws -> String {
    guard file == "-" else {
      guard SystemPath.exists(file) else {
        throw RunFailure.noSuchFile(path: file)
      }
      guard !isOwn(file) else { throw RunFailure.ownOutput(path: file) }
      return SystemPath.absolute(file)
    }
    var spool = try AtomicFile(path: spoolPath)
    while let part = try FileHandle.standardInput.read(upToCount: 1 << 18), !part.isEmpty {
      try spool.append(Array(part))
    }
    try spool.commit()
    return SystemPath.absolute(spoolPath)
  }
}
