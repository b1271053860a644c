/// The bytes of a file, in order, in blocks as big as the caller's buffer.
package struct ByteSource: ~Copyable {
  private let file: InputFile
  /// Where the next read begins.
  private var offset: Int64
  /// Bytes read by one call of the system at most.
  private let readLimit: Int
  private let observer: (any ByteObserver)?

  /// The path as given, for messages.
  package var path: String { file.path }

  /// Reads `file` from `offset` bytes after its beginning.
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

/// The content of a file: its bytes, unpacked where the file is compressed.
struct ContentSource: ~Copyable {
  private var file: ByteSource
  private var unpacking: GzipUnpacking?
  var path: String { file.path }

  /// Reads `file` from `offset` bytes of its content on.
  ///
  /// - Parameters:
  ///   - checkpoints: places known from earlier readings of a gzip file; new ones are added.
  ///   - readLimit: most bytes read from the file at once.
  ///   - observer: sees the bytes of the file; for readings from the beginning of a gzip file only.
  /// - Throws: ``SpreadsheetError``: as ``ByteSource``, and
  ///   ``SpreadsheetError/damagedGzip(_:path:packedOffset:)``.
  static func open(
    _ file: InputFile, offset: Int64 = 0, compression: FileCompression,
    checkpoints: GzipCheckpoints? = nil, readLimit: Int = .max,
    observer: (any ByteObserver)? = nil
  ) throws(SpreadsheetError) -> ContentSource {
    let isPacked = compression == .gzip
    let checkpoint = isPacked ? checkpoints?.place(before: offset) : nil
    let start = isPacked ? checkpoint?.packedOffset ?? 0 : offset
    var source = ContentSource(
      file: try ByteSource(file, offset: start, readLimit: readLimit, observer: observer),
      unpacking: isPacked ? GzipUnpacking(from: checkpoint) : nil)
    if isPacked, offset > 0 { try source.skip(to: offset, checkpoints) }
    return source
  }

  private init(file: consuming ByteSource, unpacking: GzipUnpacking?) {
    self.file = file
    self.unpacking = unpacking
  }

  /// Fills `range` of `buffer`, as far as the content reaches.
  ///
  /// - Returns: bytes read; fewer than `range.count` only at the end of the content.
  /// - Throws: as ``open(_:offset:compression:checkpoints:readLimit:observer:)``.
  mutating func read(into buffer: inout [UInt8], _ range: Range<Int>) throws(SpreadsheetError)
    -> Int
  {
    guard unpacking != nil else { return try file.read(into: &buffer, range) }
    return try unpack(into: &buffer, range)
  }

  private mutating func unpack(into buffer: inout [UInt8], _ range: Range<Int>)
    throws(SpreadsheetError) -> Int
  {
    do throws(GzipUnpacking.Failure) {
      return try unpacking?.read(from: &file, into: &buffer, range) ?? 0
    } catch {
      switch error {
      case .source(let error): throw error
      case .fault(let fault, let packedOffset):
        throw .damagedGzip(fault, path: file.path, packedOffset: packedOffset)
      }
    }
  }

  private mutating func skip(to offset: Int64, _ checkpoints: GzipCheckpoints?)
    throws(SpreadsheetError)
  {
    var skipped = [UInt8](repeating: 0, count: 256 << 10)
    while let reached = unpacking?.offset, reached < offset {
      let count = Int(min(offset - reached, Int64(skipped.count)))
      guard try unpack(into: &skipped, 0..<count) == count else { return }
      guard let checkpoints, let reached = unpacking?.offset, checkpoints.wants(reached),
        let place = unpacking?.checkpoint
      else { continue }
      checkpoints.remember(place)
    }
  }
}
