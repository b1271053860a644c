import Dispatch
import Glibc
import Synchronization

/// A file that appears whole under its name or not at all.
///
/// Bytes go to a ``TemporaryFile`` in the same folder (mode 0600). ``commit()`` syncs it, renames it
/// and syncs the folder. Without a commit nothing is left, and an older file stays unchanged.
package struct AtomicFile: ~Copyable {
  /// The name under which the file appears.
  package let path: String
  private var file: TemporaryFile
  var buffer: ByteBuffer
  private let bufferBytes: Int
  private var flushedCount: Int64 = 0
  /// Bytes whose way to the disk has begun, so that ``commit()`` has little to wait for.
  private var synchronizingCount: Int64 = 0
  private let synchronization = BackgroundSynchronization()
  private static var synchronizedBytes: Int64 { 16 << 20 }
  /// Bytes appended so far.
  package var byteCount: Int64 { flushedCount + Int64(buffer.count) }

  /// Begins a file; it appears at `path` with ``commit()``.
  ///
  /// - Parameter bufferBytes: bytes written at a time. A power of two keeps writes aligned, so that the
  ///   system can take large pages for them: a third less of its time.
  /// - Throws: ``SpreadsheetError/refusesToReplace(path:)`` when a link, folder or device stands
  ///   there, ``SpreadsheetError/cannotCreate(path:code:)``.
  package init(path: String, bufferBytes: Int = 256 << 10) throws(SpreadsheetError) {
    try Self.requireReplaceable(path)
    file = try Self.create(path)
    self.path = path
    self.bufferBytes = bufferBytes
    buffer = ByteBuffer(capacity: bufferBytes + min(bufferBytes, 16 << 10))
  }

  private static func create(_ path: String) throws(SpreadsheetError) -> TemporaryFile {
    do throws(SystemError) {
      return try TemporaryFile(for: path)
    } catch {
      throw .cannotCreate(path: path, code: error.code)
    }
  }

  deinit {
    // The descriptor is closed after this.
    try? synchronization.finish()
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

  /// Writes the gathered bytes once they fill a block. Call it after every addition to `buffer`.
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

  /// Gives the file its name, replacing an older one; the result survives a loss of power.
  ///
  /// - Parameter isPublic: whether others may read it (mode 0644), because nothing in it is personal.
  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``; the temporary file is removed then.
  package consuming func commit(isPublic: Bool = false) throws(SpreadsheetError) {
    try write(buffer.count)
    if isPublic { file.descriptor.makePublic() }
    do throws(SystemError) {
      try synchronization.finish()
      try file.descriptor.synchronize()
      try file.place()
    } catch {
      throw .writeFailed(path: path, code: error.code)
    }
    do throws(SystemError) {
      try synchronizeFolder(of: path)
    } catch {
      throw .writeFailed(path: path, code: error.code)
    }
  }

  /// Drops the file; an older one at ``path`` stays unchanged.
  package consuming func discard() {}

  /// Writes the first `count` bytes that were gathered.
  private mutating func write(_ count: Int) throws(SpreadsheetError) {
    do throws(SystemError) {
      try file.descriptor.writeAll(buffer.storage, count: count)
    } catch {
      throw .writeFailed(path: path, code: error.code)
    }
    flushedCount += Int64(count)
    buffer.removeFirst(count)
    guard flushedCount - synchronizingCount >= Self.synchronizedBytes else { return }
    if synchronization.begin(file.descriptor.number) { synchronizingCount = flushedCount }
  }
}

extension AtomicFile {
  /// Refuses a path that ``init(path:bufferBytes:)`` would refuse: a link, folder or device.
  ///
  /// - Throws: ``SpreadsheetError/refusesToReplace(path:)``.
  package static func requireReplaceable(_ path: String) throws(SpreadsheetError) {
    if let mode = modeWithoutFollowing(path), mode & S_IFMT != S_IFREG {
      throw .refusesToReplace(path: path)
    }
  }

  /// Removes temporary files with one of these names that killed processes left in `folder`.
  ///
  /// The caller must be the only one that writes there.
  package static func removeLeftovers(of names: [String], in folder: String) {
    let entries = (try? SystemPath.entries(of: folder)) ?? []
    for entry in entries where isLeftover(entry, of: names) {
      removeFile("\(folder)/\(entry)")
    }
  }

  /// `.results.csv.2wqo3c9b1xefn.tmp`
  package static func isLeftover(_ entry: String, of names: [String]) -> Bool {
    guard entry.hasPrefix("."), entry.hasSuffix(".tmp") else { return false }
    return names.contains { name in
      let rest = entry.dropFirst().dropLast(4)
      guard rest.hasPrefix("\(name).") else { return false }
      let chance = rest.utf8.dropFirst(name.utf8.count + 1)
      // Those of 64 bits; a shorter one is somebody else's.
      return (11...13).contains(chance.count)
        && chance.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    }
  }
}

/// Brings a file to the disk while it is still being written, so that its end has little to wait for: a
/// disk empties its own cache only when asked, and that takes as long as there is in it.
///
/// The wait is on a thread of its own and holds up neither the writer nor other tasks.
final class BackgroundSynchronization: Sendable {
  private struct State {
    var isUnderWay = false
    /// The first failure. The system reports each only once.
    var failure: SystemError?
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "qualifica.synchronization")

  /// Begins to bring the bytes written so far to the disk, unless that is under way.
  ///
  /// - Parameters:
  ///   - descriptor: an open file; open at least until ``finish()`` returns.
  ///   - synchronize: waits until everything written is on the disk; only tests have another.
  /// - Returns: whether it began.
  func begin(
    _ descriptor: CInt,
    synchronize: @escaping @Sendable (CInt) throws(SystemError) -> Void = synchronizeContent
  ) -> Bool {
    let mayBegin = state.withLock { state in
      guard !state.isUnderWay, state.failure == nil else { return false }
      state.isUnderWay = true
      return true
    }
    guard mayBegin else { return false }
    queue.async { [self] in
      var failure: SystemError?
      do throws(SystemError) { try synchronize(descriptor) } catch { failure = error }
      state.withLock { state in
        state.isUnderWay = false
        state.failure = state.failure ?? failure
      }
    }
    return true
  }

  /// Waits until nothing is under way.
  ///
  /// - Throws: the first ``SystemError`` there was.
  func finish() throws(SystemError) {
    if state.withLock({ $0.isUnderWay }) { queue.sync {} }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}
