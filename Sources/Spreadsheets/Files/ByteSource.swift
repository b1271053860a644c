/// The bytes of a file, in order, in blocks as big as the caller's buffer.
package struct ByteSource: ~Copyable {
  private let file: InputFile
  /// Where the next read begins.
  private var offset: Int64
  /// Most bytes that one call of the system may bring.
  private let readLimit: Int
  private let observer: (any ByteObserver)?

  /// The path as given, for messages.
  package var path: String { file.path }

  /// Reads `file` from `offset` bytes behind its beginning.
  ///
  /// - Parameters:
  ///   - readLimit: most bytes read at once.
  ///   - observer: sees the file from its first byte on, also what stands before `offset`.
  /// - Throws: ``SpreadsheetError/readFailed(path:code:)``.
  package init(
    _ file: InputFile, offset: Int64 = 0, readLimit: Int = .max,
    observer: (any ByteObserver)? = nil
  ) throws(SpreadsheetError) {
    precondition(readLimit > 0)
    self.file = file
    self.offset = 0
    self.readLimit = readLimit
    self.observer = observer
    if observer != nil { try showBeginning(upTo: offset) }
    self.offset = offset
  }

  /// Opens the regular file at `path`.
  ///
  /// - Throws: as ``InputFile/init(path:byteCount:)``.
  package init(path: String, offset: Int64 = 0, readLimit: Int = .max) throws(SpreadsheetError) {
    try self.init(try InputFile(path: path), offset: offset, readLimit: readLimit)
  }

  private mutating func showBeginning(upTo end: Int64) throws(SpreadsheetError) {
    var buffer = [UInt8](repeating: 0, count: Int(min(max(end, 1), 64 << 10)))
    while offset < end {
      let wanted = Int(min(end - offset, Int64(buffer.count)))
      guard try read(into: &buffer, 0..<wanted) == wanted else { return }
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
        step = try file.read(into: &buffer, filled..<end, at: offset)
      } catch {
        throw .readFailed(path: path, code: error.code)
      }
      if step == 0 { break }
      observer?.saw(buffer.span.extracting(filled..<filled + step))
      filled += step
      offset += Int64(step)
    }
    return filled - range.lowerBound
  }
}

/// Sees the bytes of a file as they are read, in their order, each once.
package protocol ByteObserver: AnyObject, Sendable {
  func saw(_ bytes: Span<UInt8>)
}
