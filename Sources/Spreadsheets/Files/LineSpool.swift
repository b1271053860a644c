import Glibc

/// A file of lines that a process which was stopped leaves for the next one, which goes on behind its last
/// whole line. One process at a time has it open.
package final class LineSpool {
  package let path: String
  private let descriptor: FileDescriptor

  private static let blockBytes = 256 << 10

  /// Opens the file or creates it, mode 0600; links are not followed.
  ///
  /// - Returns: nil while another process has it open.
  /// - Throws: ``SpreadsheetError/cannotCreate(path:code:)``,
  ///   ``SpreadsheetError/refusesToReplace(path:)`` for what is no file of one's own.
  package init?(path: String) throws(SpreadsheetError) {
    self.path = path
    do throws(SystemError) {
      descriptor = try FileDescriptor.open(
        path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, mode: 0o600)
    } catch {
      if error.code == EISDIR || error.code == ELOOP { throw .refusesToReplace(path: path) }
      throw .cannotCreate(path: path, code: error.code)
    }
    guard let entry = EntryStatus.of(path), entry.isFile, entry.isMine, entry.linkCount == 1 else {
      throw .refusesToReplace(path: path)
    }
    guard flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 else { return nil }
    descriptor.makePrivate()
  }

  /// Gives the whole lines one after the other, without their ends, until `body` gives false.
  ///
  /// - Returns: where the last line ends that was taken; in bytes.
  /// - Throws: ``SpreadsheetError/readFailed(path:code:)``, and what `body` throws.
  @discardableResult
  package func eachLine(_ body: (ArraySlice<UInt8>) throws -> Bool) throws -> Int64 {
    var block = [UInt8](repeating: 0, count: Self.blockBytes)
    var pending: [UInt8] = []
    var taken: Int64 = 0
    var offset: Int64 = 0
    while true {
      let count: Int
      do throws(SystemError) {
        count = try descriptor.read(into: &block, 0..<block.count, at: offset)
      } catch {
        throw SpreadsheetError.readFailed(path: path, code: error.code)
      }
      guard count > 0 else { return taken }
      offset += Int64(count)
      pending += block[..<count]
      var start = 0
      while let newline = pending[start...].firstIndex(of: 0x0A) {
        guard try body(pending[start..<newline]) else { return taken }
        taken += Int64(newline + 1 - start)
        start = newline + 1
      }
      pending.removeSubrange(..<start)
    }
  }

  /// Forgets everything behind so many bytes.
  ///
  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package func cut(to bytes: Int64) throws(SpreadsheetError) {
    guard ftruncate(descriptor.number, off_t(bytes)) == 0 else {
      throw .writeFailed(path: path, code: errno)
    }
  }

  /// Adds whole lines, which bring their ends; they survive a crash of the machine.
  ///
  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package func append(_ lines: [UInt8]) throws(SpreadsheetError) {
    do throws(SystemError) {
      try descriptor.writeAll(lines, count: lines.count)
      try synchronizeContent(descriptor.number)
    } catch {
      throw .writeFailed(path: path, code: error.code)
    }
  }

  /// Removes the file.
  package func remove() { removeFile(path) }
}
