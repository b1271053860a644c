import Glibc

/// A file that appears whole under its name or not at all.
///
/// Bytes go to a temporary name in the same folder (mode 0600). ``commit()`` syncs it, renames it
/// and syncs the folder; an instance that goes away without a commit leaves nothing behind and any
/// older file as it was.
package struct AtomicFile: ~Copyable {
  /// The name under which the file appears.
  package let path: String
  private let temporaryPath: String
  private let descriptor: FileDescriptor
  var buffer: ByteBuffer
  private let bufferBytes: Int
  private var flushedCount: Int64 = 0
  /// Bytes of which the disk was told already, so that ``commit()`` has little left to wait for.
  private var syncingCount: Int64 = 0
  private static var syncBytes: Int64 { 8 << 20 }
  /// Bytes appended so far.
  package var byteCount: Int64 { flushedCount + Int64(buffer.count) }
  private var isCommitted = false

  /// Begins a file; nothing stands at `path` before ``commit()``.
  ///
  /// - Parameter bufferBytes: bytes gathered before they are written.
  /// - Throws: ``SpreadsheetError/refusesToReplace(path:)`` when a link, folder or device stands
  ///   there, ``SpreadsheetError/cannotCreate(path:code:)``.
  package init(path: String, bufferBytes: Int = 256 << 10) throws(SpreadsheetError) {
    try Self.requireReplaceable(path)
    let temporaryPath = temporaryName(for: path)
    descriptor = try Self.create(temporaryPath, for: path)
    self.path = path
    self.temporaryPath = temporaryPath
    self.bufferBytes = bufferBytes
    buffer = ByteBuffer(capacity: bufferBytes)
  }

  private static func create(_ temporaryPath: String, for path: String) throws(SpreadsheetError)
    -> FileDescriptor
  {
    do throws(SystemError) {
      return try FileDescriptor.open(
        temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
    } catch {
      throw .cannotCreate(path: path, code: error.code)
    }
  }

  deinit {
    if !isCommitted { removeFile(temporaryPath) }
  }

  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package mutating func append(_ byte: UInt8) throws(SpreadsheetError) {
    if buffer.count >= bufferBytes { try flush() }
    buffer.append(byte)
  }

  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package mutating func append(_ bytes: Span<UInt8>) throws(SpreadsheetError) {
    try makeRoom(for: bytes.count)
    buffer.append(bytes)
  }

  /// Writes what was gathered when `count` more bytes would not fit beside it.
  @inline(__always)
  mutating func makeRoom(for count: Int) throws(SpreadsheetError) {
    if buffer.count + count > bufferBytes { try flush() }
  }

  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package mutating func append(_ bytes: borrowing ByteBuffer) throws(SpreadsheetError) {
    try append(bytes.storage.span.extracting(0..<bytes.count))
  }

  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package mutating func append(_ bytes: [UInt8]) throws(SpreadsheetError) {
    try append(bytes.span)
  }

  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package mutating func append(_ text: String) throws(SpreadsheetError) {
    try append(text.utf8.span)
  }

  /// Puts the file in its place, replacing an older one, safe against a loss of power.
  ///
  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``; the temporary file is removed then.
  package consuming func commit() throws(SpreadsheetError) {
    try flush()
    do throws(SystemError) {
      try descriptor.synchronize()
      try renameFile(temporaryPath, to: path)
    } catch {
      throw .writeFailed(path: path, code: error.code)
    }
    isCommitted = true
    do throws(SystemError) {
      try synchronizeFolder(of: path)
    } catch {
      throw .writeFailed(path: path, code: error.code)
    }
  }

  /// Forgets the file; what stands at ``path`` stays as it is.
  package consuming func discard() {}

  private mutating func flush() throws(SpreadsheetError) {
    do throws(SystemError) {
      try descriptor.writeAll(buffer.storage, count: buffer.count)
    } catch {
      throw .writeFailed(path: path, code: error.code)
    }
    flushedCount += Int64(buffer.count)
    buffer.removeAll()
    guard flushedCount - syncingCount >= Self.syncBytes else { return }
    descriptor.beginSynchronizing(syncingCount..<flushedCount)
    syncingCount = flushedCount
  }
}

/// A hidden name beside `path` that no other process takes.
private func temporaryName(for path: String) -> String {
  let (folder, name) = folderAndName(of: path)
  let chance = String(UInt64.random(in: .min ... .max), radix: 36)
  return "\(folder)/.\(name).\(chance).tmp"
}
