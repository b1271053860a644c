import Glibc

/// The bytes of a file, in order, in blocks as big as the caller's buffer.
package struct ByteSource: ~Copyable {
  private let descriptor: FileDescriptor
  /// The path as given, for messages.
  package let path: String
  /// Most bytes that one call of the system may bring.
  private let readLimit: Int

  /// Opens the regular file at `path` at `offset` bytes from its beginning.
  ///
  /// - Parameter readLimit: most bytes read at once.
  /// - Throws: ``SpreadsheetError/notFound(path:)``, ``SpreadsheetError/cannotOpen(path:code:)``,
  ///   ``SpreadsheetError/notARegularFile(path:)``.
  package init(path: String, offset: Int64 = 0, readLimit: Int = .max) throws(SpreadsheetError) {
    precondition(readLimit > 0)
    self.path = path
    self.readLimit = readLimit
    descriptor = try Self.open(path, at: offset)
  }

  private static func open(_ path: String, at offset: Int64) throws(SpreadsheetError)
    -> FileDescriptor
  {
    do throws(SystemError) {
      let descriptor = try FileDescriptor.open(path, O_RDONLY | O_NONBLOCK)
      guard try descriptor.mode() & S_IFMT == S_IFREG else { throw SystemError(code: EISDIR) }
      if offset > 0 { try descriptor.seek(to: offset) }
      return descriptor
    } catch {
      throw meaning(of: error.code, path: path)
    }
  }

  /// Fills `buffer` from `start` to its end, as far as the file reaches.
  ///
  /// - Returns: bytes read; fewer than fit only at the end of the file.
  /// - Throws: ``SpreadsheetError/readFailed(path:code:)``.
  package mutating func read(into buffer: inout [UInt8], from start: Int = 0)
    throws(SpreadsheetError) -> Int
  {
    try read(into: &buffer, start..<buffer.count)
  }

  /// Fills `range` of `buffer`, as far as the file reaches.
  ///
  /// - Returns: bytes read; fewer than `range.count` only at the end of the file.
  /// - Throws: ``SpreadsheetError/readFailed(path:code:)``.
  package mutating func read(into buffer: inout [UInt8], _ range: Range<Int>)
    throws(SpreadsheetError) -> Int
  {
    var filled = range.lowerBound
    while filled < range.upperBound {
      let end = filled + min(range.upperBound - filled, readLimit)
      let step: Int
      do throws(SystemError) {
        step = try descriptor.read(into: &buffer, filled..<end)
      } catch {
        throw .readFailed(path: path, code: error.code)
      }
      if step == 0 { break }
      filled += step
    }
    return filled - range.lowerBound
  }

  private static func meaning(of code: CInt, path: String) -> SpreadsheetError {
    switch code {
    case ENOENT, ENOTDIR: .notFound(path: path)
    case EISDIR, ENXIO: .notARegularFile(path: path)
    default: .cannotOpen(path: path, code: code)
    }
  }
}
