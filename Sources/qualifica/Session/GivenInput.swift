import Foundation
import BulkEngine
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
