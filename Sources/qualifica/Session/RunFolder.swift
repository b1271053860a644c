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
      let url = URL(fileURLWithPath: file)
      let name = Self.withoutExtension(url).lastPathComponent
      let folder = url.deletingLastPathComponent().path
      path = "\(folder)/\(name).qualifica"
    }
  }

  /// Without `.csv`, and without `.csv.gz`: a packed file's run is called like the file's own.
  private static func withoutExtension(_ url: URL) -> URL {
    let isPacked = url.pathExtension.lowercased() == "gz"
    let name = url.deletingPathExtension()
    return isPacked ? name.deletingPathExtension() : name
  }

  init(path: String) {
    self.path = Self.trimmed(path)
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
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
      FileManager.default.fileExists(atPath: summaryPath)
    else { return }
    throw JournalStoreError.damaged(path: journalPath, reason: "it is empty")
  }

  var hasJournal: Bool { FileManager.default.fileExists(atPath: journalPath) }

  /// What else is opened here.
  private static let otherNames =
    ["standard-input", "simulator.store"]
    + ["", "-wal", "-shm", "-journal"].map { OutputFiles.journal + $0 }

  /// A link in the place of the folder is refused like one in the place of a file.
  ///
  /// - Throws: ``SpreadsheetError/refusesToReplace(path:)``, ``RunFailure/notAFolder(path:)``.
  func requireFolder() throws {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let type = attributes?[.type] as? FileAttributeType, type != .typeDirectory else {
      return
    }
    if type == .typeRegular { throw RunFailure.notAFolder(path: path) }
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
      if let kept { return URL(fileURLWithPath: kept).lastPathComponent }
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
  private func isOwn(_ file: URL) -> Bool {
    guard (OutputFiles.allNames + Self.otherNames).contains(file.lastPathComponent) else {
      return false
    }
    let folder = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    return file.deletingLastPathComponent().resolvingSymlinksInPath().path == folder
  }

  /// The file to read: `file` itself, or standard input kept in the folder, since a run must be
  /// able to read it again.
  ///
  /// - Throws: ``RunFailure``, ``SpreadsheetError``.
  func input(_ file: String) throws -> String {
    guard file == "-" else {
      guard FileManager.default.fileExists(atPath: file) else {
        throw RunFailure.noSuchFile(path: file)
      }
      let url = URL(fileURLWithPath: file)
      guard !isOwn(url) else { throw RunFailure.ownOutput(path: file) }
      return url.path
    }
    var spool = try AtomicFile(path: spoolPath)
    while case let part = try StandardInput.read(upTo: 1 << 18), !part.isEmpty {
      try spool.append(Array(part))
    }
    try spool.commit()
    return URL(fileURLWithPath: spoolPath).path
  }
}
