import BulkEngine
import Foundation
import Spreadsheets

/// What the user gave to `run` or `check`: a file, or standard input, which is read once only.
final class GivenInput {
  /// The path as given, `-` for standard input.
  let name: String
  /// Standard input where its hash was needed before its place was known.
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
    if isStandardInput, copy == nil { copy = try StandardInputCopy() }
    let hash = try InputHash.sha256(of: InputFile(path: copy?.path ?? name))
    knownHash = hash
    return hash
  }

  /// The file to read now: the given one, or standard input kept in `folder`.
  ///
  /// - Throws: ``RunFailure``, ``SpreadsheetError``.
  func pathForCheck(in folder: RunFolder) throws -> String {
    guard isStandardInput else { return try ownPath(in: folder) }
    try keep(at: folder.spoolPath)
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
  /// - Parameter planned: the run of the folder, nil for a new one. What was copied for it must have
  ///   the same content still; a file that was not is compared when the run is opened.
  /// - Throws: ``RunFailure``, ``SpreadsheetError``, ``InputError/changed(path:)``.
  func path(in folder: RunFolder, planned: Run? = nil) throws -> String {
    let path = isStandardInput ? name : try ownPath(in: folder)
    let copyPath = isStandardInput ? folder.spoolPath : folder.inputCopyPath
    guard let planned else {
      guard isStandardInput || Self.isRewritten(path) else { return path }
      try keep(at: copyPath)
      return SystemPath.absolute(copyPath)
    }
    let isCopied =
      SystemPath.name(of: planned.input.path) == SystemPath.name(of: copyPath)
    guard isStandardInput || isCopied else { return path }
    guard try sha256() == planned.input.sha256 else { throw InputError.changed(path: name) }
    if EntryStatus.of(copyPath) == nil { try keep(at: copyPath) }
    return SystemPath.absolute(copyPath)
  }

  /// Whether the file is an output in a folder of this program, which a later command writes again.
  private static func isRewritten(_ path: String) -> Bool {
    guard OutputFiles.isOwn(SystemPath.name(of: path)) else { return false }
    let folder = RunFolder(path: SystemPath.folder(of: path))
    return folder.hasJournal || WrittenSummary(path: folder.summaryPath) != nil
  }

  /// Writes the content into a file of mode 0600 that is whole or not there.
  private func keep(at path: String) throws {
    var file = try AtomicFile(path: path)
    if isStandardInput, copy == nil {
      while case let part = try StandardInput.read(upTo: 1 << 18), !part.isEmpty {
        try file.append(Array(part))
      }
    } else {
      var source = try ByteSource(path: copy?.path ?? name)
      var buffer = [UInt8](repeating: 0, count: 1 << 18)
      while case let count = try source.read(into: &buffer), count > 0 {
        try file.append(buffer.span.extracting(0..<count))
      }
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

/// Standard input as a file that can be read more than once and is gone with the process, however
/// that ends.
final class StandardInputCopy: Sendable {
  private let file: UnnamedFile

  /// Copies all of standard input into the folder for temporary files.
  ///
  /// - Throws: ``RunFailure/noRoomForInput``.
  init() throws {
    let folder = RunFolder(path: FileManager.default.temporaryDirectory.path).path
    do {
      file = try UnnamedFile(in: folder)
      while case let part = try StandardInput.read(upTo: 1 << 18), !part.isEmpty {
        try file.append(Array(part))
      }
    } catch let error as CancellationError {
      throw error
    } catch {
      throw RunFailure.noRoomForInput(folder: folder)
    }
  }

  /// Under this name the system gives the file out for as long as this value lives.
  var path: String { file.path }
}
