import BulkEngine
import Foundation
import Spreadsheets

/// What the user gave to `run` or `check`: a file, or standard input, which is read once only.
final class GivenInput {
  /// The path as given, `-` for standard input.
  let name: String
  /// Standard input, where it was read already.
  private var copy: StandardInputCopy?
  private var knownHash: String?

  /// - Throws: ``RunFailure/noSuchFile(path:)``.
  init(_ name: String) throws {
    if name != "-", !SystemPath.exists(name) {
      throw RunFailure.noSuchFile(path: name)
    }
    self.name = name
  }

  private var isStandardInput: Bool { name == "-" }

  /// SHA-256 of the content, lower-case hexadecimal.
  ///
  /// - Throws: ``SpreadsheetError``, ``RunFailure/noRoomForInput(folder:)``.
  func sha256() throws -> String {
    if let knownHash { return knownHash }
    let hash = try InputHash.sha256(of: try source(in: nil))
    knownHash = hash
    return hash
  }

  /// The content: the file, or standard input, which is read at the first call.
  ///
  /// - Parameter folder: where standard input is kept meanwhile, unreadable to others; that for temporary
  ///   files for nil.
  private func source(in folder: String?) throws -> InputFile {
    guard isStandardInput else { return try InputFile(path: name) }
    let copied = try copy ?? StandardInputCopy(in: folder)
    copy = copied
    return try copied.file()
  }

  /// The file to read now: the given one, or standard input kept in `folder`.
  ///
  /// - Throws: as ``path(in:reading:for:)``.
  func pathForCheck(
    in folder: RunFolder, reading: ReadingSettings, for check: any SheetCheck
  ) throws -> String {
    guard isStandardInput else { return try ownPath(in: folder) }
    try keep(at: folder.spoolPath, in: folder, reading: reading, for: check)
    return SystemPath.absolute(folder.spoolPath)
  }

  /// The given file, which must not be one that is written in `folder`.
  private func ownPath(in folder: RunFolder) throws -> String {
    guard !folder.isOwn(name) else { throw RunFailure.ownOutput(path: name) }
    return SystemPath.absolute(name)
  }

  /// The file to read again and again: the given one, or a copy of it in `folder` where the given one
  /// may be gone or written over later: standard input, and the outputs of another run.
  ///
  /// - Throws: ``RunFailure``, ``SpreadsheetError``, ``InputError``, ``ColumnMappingError``,
  ///   ``CardDataPresent``: of what may not be kept no copy is made.
  func path(
    in folder: RunFolder, reading: ReadingSettings, for check: any SheetCheck
  ) throws -> String {
    let path = isStandardInput ? name : try ownPath(in: folder)
    guard isStandardInput || Self.isRewritten(path) else { return path }
    let copyPath = copyPath(in: folder)
    try keep(at: copyPath, in: folder, reading: reading, for: check)
    return SystemPath.absolute(copyPath)
  }

  /// The same for the planned run of the folder. What was copied for it must have the same content still;
  /// a file that was not is compared when the run is opened.
  ///
  /// - Throws: ``RunFailure``, ``SpreadsheetError``, ``InputError/changed(path:)``.
  func path(in folder: RunFolder, planned: Run) throws -> String {
    let path = isStandardInput ? name : try ownPath(in: folder)
    let copyPath = copyPath(in: folder)
    let isCopied =
      SystemPath.name(of: planned.input.path) == SystemPath.name(of: copyPath)
    guard isStandardInput || isCopied else { return path }
    guard try sha256() == planned.input.sha256 else { throw InputError.changed(path: name) }
    if EntryStatus.of(copyPath) == nil { try copy(try source(in: folder.path), to: copyPath) }
    return SystemPath.absolute(copyPath)
  }

  private func copyPath(in folder: RunFolder) -> String {
    isStandardInput ? folder.spoolPath : folder.inputCopyPath
  }

  /// Whether the file is an output in a folder of this program, which a later command writes again.
  private static func isRewritten(_ path: String) -> Bool {
    guard OutputFiles.isOwn(SystemPath.name(of: path)) else { return false }
    let folder = RunFolder(path: SystemPath.folder(of: path))
    return folder.hasJournal || WrittenSummary(path: folder.summaryPath) != nil
  }

  /// Keeps the content at `path`, once it is known to hold no card data.
  private func keep(
    at path: String, in folder: RunFolder, reading: ReadingSettings, for check: any SheetCheck
  ) throws {
    let content = try source(in: folder.path)
    try Input(content, reading: reading, for: check, folder: folder.path).refuseCardData()
    try copy(content, to: path)
  }

  /// Writes the content into a file of mode 0600 that is whole or not there.
  private func copy(_ content: InputFile, to path: String) throws {
    var file = try AtomicFile(path: path)
    var source = try ByteSource(content)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while case let count = try source.read(into: &buffer), count > 0 {
      try file.append(buffer.span.extracting(0..<count))
    }
    try file.commit()
  }
}

/// Standard input, read so that a signal ends the waiting for it.
enum StandardInput {
  /// How long a signal may go unnoticed while nothing comes.
  private static let attention: Int32 = 100

  /// The next bytes, at most `most`; empty at the end.
  ///
  /// - Throws: `CancellationError` when a signal came first, or an error of the system.
  static func read(upTo most: Int) throws -> Data {
    try waitForInput()
    var buffer = [UInt8](repeating: 0, count: most)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe Foundation.read(STDIN_FILENO, $0.baseAddress, $0.count)
      }
      if count >= 0 { return Data(buffer[..<count]) }
      guard errno == EINTR || errno == EAGAIN else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
      try waitForInput()
    }
  }

  private static func waitForInput() throws {
    while true {
      try Task.checkCancellation()
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let ready = unsafe poll(&input, 1, attention)
      // What is not understood is for read(2) to say.
      if ready > 0 || (ready < 0 && errno != EINTR) { return }
    }
  }

  /// Forgets what was typed before now.
  static func forgetTypedAhead() {
    _ = tcflush(STDIN_FILENO, TCIFLUSH)
  }
}

/// Standard input as a file that can be read more than once, by this process alone, and is gone with it,
/// however it ends.
final class StandardInputCopy: Sendable {
  private let unnamed: UnnamedFile

  /// Copies all of standard input.
  ///
  /// - Parameter folder: on the disk that has the room; that for temporary files for nil.
  /// - Throws: ``RunFailure/noRoomForInput``.
  init(in folder: String? = nil) throws {
    let folder =
      folder ?? RunFolder(path: FileManager.default.temporaryDirectory.path).path
    do {
      unnamed = try UnnamedFile(in: folder)
      while case let part = try StandardInput.read(upTo: 1 << 18), !part.isEmpty {
        try unnamed.append(Array(part))
      }
    } catch let error as CancellationError {
      throw error
    } catch {
      throw RunFailure.noRoomForInput(folder: folder)
    }
  }

  /// The content, called as it was given.
  ///
  /// - Throws: ``SpreadsheetError``.
  func file() throws -> InputFile { try InputFile(unnamed, shownAs: "-") }
}
