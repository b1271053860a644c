/// Why a gzip file cannot be unpacked to its end.
package enum GzipFault: Sendable, Equatable {
  /// The file ends within a member.
  case truncated
  /// What stands here is not gzip, or a checksum is wrong.
  case corrupt
  /// Something that is no gzip member stands behind the last one.
  case trailingBytes
  /// Far more content than any spreadsheet has in so small a file.
  case bomb
}

/// Unpacks a gzip file of one or more members as it streams; holds 64 KB and zlib's 40 KB.
struct GzipUnpacking {
  private let inflation: GzipInflation
  private var packed = [UInt8](repeating: 0, count: 64 << 10)
  private var available = 0..<0
  private var place = Place.inMember
  /// Unpacked bytes delivered.
  private(set) var offset: Int64 = 0
  /// Packed bytes that were read from the file.
  private var packedOffset: Int64 = 0

  private enum Place {
    case inMember, behindMember, atEnd
  }

  enum Failure: Error {
    case source(SpreadsheetError)
    case fault(GzipFault, packedOffset: Int64)
  }

  /// - Parameter checkpoint: where the file was opened, its beginning for none.
  init(from checkpoint: GzipCheckpoint? = nil) {
    inflation = checkpoint.map { GzipInflation(copying: $0.inflation) } ?? GzipInflation()
    offset = checkpoint?.offset ?? 0
    packedOffset = checkpoint?.packedOffset ?? 0
  }

  /// The place behind the last byte delivered; nil between members.
  var checkpoint: GzipCheckpoint? {
    guard place == .inMember else { return nil }
    return GzipCheckpoint(
      offset: offset, packedOffset: packedOffset - Int64(available.count),
      inflation: GzipInflation(copying: inflation))
  }

  /// Fills `range` of `buffer`, as far as the content reaches.
  ///
  /// - Returns: bytes unpacked; fewer than `range.count` only at the end of the content.
  /// - Throws: ``Failure``.
  mutating func read(
    from file: inout ByteSource, into buffer: inout [UInt8], _ range: Range<Int>
  ) throws(Failure) -> Int {
    var filled = range.lowerBound
    while filled < range.upperBound, place != .atEnd {
      guard try hasPackedBytes(of: &file), try isInMember() else { continue }
      let step = inflation.inflate(
        packed, available, into: &buffer, filled..<range.upperBound)
      available = (available.lowerBound + step.taken)..<available.upperBound
      filled += step.given
      offset += Int64(step.given)
      try judge(step)
    }
    return filled - range.lowerBound
  }

  private mutating func judge(_ step: GzipInflation.Step) throws(Failure) {
    switch step.state {
    case .goesOn: break
    case .memberEnded: place = .behindMember
    case .damaged: throw fault(.corrupt)
    }
    if Self.isBomb(unpacked: offset, packed: packedOffset) { throw fault(.bomb) }
  }

  /// Whether there is more of the file; notes its end.
  private mutating func hasPackedBytes(of file: inout ByteSource) throws(Failure) -> Bool {
    guard available.isEmpty else { return true }
    do throws(SpreadsheetError) {
      available = 0..<(try file.read(into: &packed))
    } catch {
      throw .source(error)
    }
    packedOffset += Int64(available.count)
    guard available.isEmpty else { return true }
    guard place == .behindMember else { throw fault(.truncated) }
    place = .atEnd
    return false
  }

  /// Whether the next byte belongs to a member. Zeros behind a member are the padding of tapes.
  private mutating func isInMember() throws(Failure) -> Bool {
    guard place == .behindMember else { return true }
    switch packed[available.lowerBound] {
    case 0:
      available = available.dropFirst()
      return false
    case FileCompression.gzipSignature[0]:
      inflation.beginMember()
      place = .inMember
      return true
    default:
      throw fault(.trailingBytes)
    }
  }

  private func fault(_ fault: GzipFault) -> Failure {
    .fault(fault, packedOffset: packedOffset - Int64(available.count))
  }

  /// Deflate packs at most 1032 bytes into one, spreadsheets of real people 3 to 20. Beyond 1 GB the
  /// share decides: what is packed 200 times over is nobody's payroll.
  static func isBomb(unpacked: Int64, packed: Int64) -> Bool {
    unpacked > 1 << 30 && unpacked > packed * 200
  }
}
