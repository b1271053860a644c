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
  /// Bytes that are on their way to the disk, or there, so that ``commit()`` has little to wait for.
  private var synchronizingCount: Int64 = 0
  private let synchronization = BackgroundSynchronization()
  private static var synchronizedBytes: Int64 { 16 << 20 }
  /// Bytes appended so far.
  package var byteCount: Int64 { flushedCount + Int64(buffer.count) }
  private var isCommitted = false

  /// Begins a file; nothing stands at `path` before ``commit()``.
  ///
  /// - Parameter bufferBytes: bytes written at a time. A power of two keeps writes aligned, so that the
  ///   system can take large pages for them: a third less of its time.
  /// - Throws: ``SpreadsheetError/refusesToReplace(path:)`` when a link, folder or device stands
  ///   there, ``SpreadsheetError/cannotCreate(path:code:)``.
  package init(path: String, bufferBytes: Int = 256 << 10) throws(SpreadsheetError) {
    try Self.requireReplaceable(path)
    let temporaryPath = temporaryName(for: path)
    descriptor = try Self.create(temporaryPath, for: path)
    self.path = path
    self.temporaryPath = temporaryPath
    self.bufferBytes = bufferBytes
    buffer = ByteBuffer(capacity: bufferBytes + min(bufferBytes, 16 << 10))
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
    // The descriptor is closed behind this.
    try? synchronization.finish()
    if !isCommitted { removeFile(temporaryPath) }
  }

  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package mutating func append(_ byte: UInt8) throws(SpreadsheetError) {
    buffer.append(byte)
    try writeFull()
  }

  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package mutating func append(_ bytes: Span<UInt8>) throws(SpreadsheetError) {
    buffer.append(bytes)
    try writeFull()
  }

  /// Writes what was gathered once it is enough; to be called behind every addition to `buffer`.
  @inline(__always)
  mutating func writeFull() throws(SpreadsheetError) {
    if buffer.count >= bufferBytes { try write(buffer.count / bufferBytes * bufferBytes) }
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
    try write(buffer.count)
    do throws(SystemError) {
      try synchronization.finish()
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

  /// Writes the first `count` bytes that were gathered.
  private mutating func write(_ count: Int) throws(SpreadsheetError) {
    do throws(SystemError) {
      try descriptor.writeAll(buffer.storage, count: count)
    } catch {
      throw .writeFailed(path: path, code: error.code)
    }
    flushedCount += Int64(count)
    buffer.removeFirst(count)
    guard flushedCount - synchronizingCount >= Self.synchronizedBytes else { return }
    if synchronization.begin(descriptor.number) { synchronizingCount = flushedCount }
  }
}

/// A hidden name beside `path` that no other process takes.
private func temporaryName(for path: String) -> String {
  let (folder, name) = folderAndName(of: path)
  let chance = String(UInt64.random(in: .min ... .max), radix: 36)
  return "\(folder)/\(SystemPath.fitting(".\(name)", ".\(chance).tmp"))"
}
