import CZlib

/// The content of one part of a ZIP file, unpacked as it streams, its checksum compared at its end.
struct ZipPart: ~Copyable {
  let member: ZipMember
  private var source: ByteSource
  private let inflation: GzipInflation?
  private var packed = [UInt8](repeating: 0, count: 64 << 10)
  private var available = 0..<0
  /// Packed bytes that were not read yet.
  private var packedLeft: Int64
  private var delivered: Int64 = 0
  private var checksum: UInt32 = 0
  private var hasEnded = false

  /// Opens `member` of `archive`.
  ///
  /// - Throws: ``WorkbookReadingError``.
  init(_ member: ZipMember, of archive: ZipArchive) throws(WorkbookReadingError) {
    guard member.packing != .unknown else { throw .fault(.lockedPart(member.name)) }
    let start = member.headerOffset
    var header = LittleEndianReading(try archive.file.bytes(start..<start + 30))
    guard header.number(4) == 0x0403_4B50 else { throw .fault(.damagedPart(member.name)) }
    header.skip(22)
    guard let nameCount = header.number(2), let extraCount = header.number(2) else {
      throw .fault(.truncated)
    }
    let place = start + 30 + nameCount + extraCount
    self.init(member, source: try Self.source(archive.file, at: place))
  }

  private init(_ member: ZipMember, source: consuming ByteSource) {
    self.member = member
    self.source = source
    inflation = member.packing == .deflated ? GzipInflation(isBare: true) : nil
    packedLeft = member.packedSize
  }

  private static func source(
    _ file: InputFile, at offset: Int64
  ) throws(WorkbookReadingError) -> ByteSource {
    do throws(SpreadsheetError) {
      return try ByteSource(file, offset: offset)
    } catch {
      throw .source(error)
    }
  }

  /// Fills `buffer` from `start` on as far as the part reaches.
  ///
  /// - Returns: bytes unpacked; fewer than fit only at the end of the part.
  /// - Throws: ``WorkbookReadingError``.
  mutating func read(
    into buffer: inout [UInt8], from start: Int = 0
  ) throws(WorkbookReadingError) -> Int {
    var filled = start
    while filled < buffer.count, !hasEnded {
      if available.isEmpty { try readPacked() }
      filled += try unpack(into: &buffer, filled..<buffer.count)
      guard delivered + Int64(filled - start) <= member.size else { throw damage }
    }
    checksum = buffer.checksum(of: start..<filled, after: checksum)
    delivered += Int64(filled - start)
    if hasEnded, delivered != member.size || checksum != member.checksum { throw damage }
    return filled - start
  }

  private var damage: WorkbookReadingError { .fault(.damagedPart(member.name)) }

  private mutating func readPacked() throws(WorkbookReadingError) {
    let wanted = Int(min(packedLeft, Int64(packed.count)))
    do throws(SpreadsheetError) {
      available = 0..<(try source.read(into: &packed, 0..<wanted))
    } catch {
      throw .source(error)
    }
    guard available.count == wanted else { throw .fault(.truncated) }
    packedLeft -= Int64(wanted)
  }

  private mutating func unpack(
    into buffer: inout [UInt8], _ range: Range<Int>
  ) throws(WorkbookReadingError) -> Int {
    guard let inflation else {
      let count = min(available.count, range.count)
      buffer.overwrite(
        from: range.lowerBound,
        with: packed.span.extracting(available.lowerBound..<available.lowerBound + count))
      available = (available.lowerBound + count)..<available.upperBound
      hasEnded = available.isEmpty && packedLeft == 0
      return count
    }
    let step = inflation.inflate(packed, available, into: &buffer, range)
    available = (available.lowerBound + step.taken)..<available.upperBound
    switch step.state {
    case .damaged: throw damage
    case .memberEnded: hasEnded = true
    case .goesOn where step.given == 0 && available.isEmpty && packedLeft == 0: throw damage
    case .goesOn: break
    }
    return step.given
  }
}

extension [UInt8] {
  /// The CRC-32 of `range`, continued from that of what stands before it.
  fileprivate func checksum(of range: Range<Int>, after before: UInt32) -> UInt32 {
    let part = span.extracting(range)
    return unsafe part.withUnsafeBufferPointer { bytes in
      unsafe UInt32(
        truncatingIfNeeded: crc32(UInt(before), bytes.baseAddress, UInt32(bytes.count)))
    }
  }
}

extension ZipArchive {
  /// The whole content of a small part.
  ///
  /// - Parameter limit: most bytes it may have.
  /// - Throws: ``WorkbookReadingError``.
  func content(of member: ZipMember, limit: Int) throws(WorkbookReadingError) -> [UInt8] {
    guard member.size <= Int64(limit) else { throw .fault(.tooMany(member.name)) }
    var part = try ZipPart(member, of: self)
    // One more, so that reading meets the end and compares the checksum.
    var content = [UInt8](repeating: 0, count: Int(member.size) + 1)
    content.removeSubrange(try part.read(into: &content)...)
    return content
  }
}
