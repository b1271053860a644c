import CZlib
import Synchronization

/// Why a gzip file cannot be unpacked to its end.
package enum GzipFault: Sendable, Equatable {
  /// The file ends within a member.
  case truncated
  /// What stands here is not gzip, or a checksum is wrong.
  case corrupt
  /// Other bytes follow the last gzip member.
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

  /// The place after the last byte delivered; nil between members.
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

  /// Whether the next byte belongs to a member. Zeros after a member are the padding of tapes.
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
  /// share decides: no payroll packs 200 times over.
  static func isBomb(unpacked: Int64, packed: Int64) -> Bool {
    unpacked > 1 << 30 && unpacked > packed * 200
  }
}

/// zlib's state of unpacking one gzip file, member by member. Checksums and lengths are verified.
///
/// Unchecked, because a state that is shared is a ``GzipCheckpoint``'s: it is only copied, which
/// does not change it.
@safe
final class GzipInflation: @unchecked Sendable {
  private let stream: UnsafeMutablePointer<z_stream>

  /// What one call brought.
  struct Step {
    /// Packed bytes used.
    var taken: Int
    /// Unpacked bytes written.
    var given: Int
    var state: State
  }

  enum State: Equatable {
    case goesOn
    /// The member is complete and its checksum right.
    case memberEnded
    /// What stands here is not gzip, or its checksum is wrong.
    case damaged
  }

  /// A state before the first byte of a member.
  ///
  /// - Parameter isBare: what is unpacked has neither gzip's header nor its checksum, as in ZIP files.
  init(isBare: Bool = false) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15: the largest window; 16 more: gzip and nothing else; negative: deflate alone.
    let result = unsafe inflateInit2_(
      stream, isBare ? -15 : 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    precondition(result == Z_OK, "zlib cannot begin: \(result)")
  }

  /// A state of its own that goes on where `other` stands.
  init(copying other: GzipInflation) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let result = unsafe inflateCopy(stream, other.stream)
    precondition(result == Z_OK, "zlib cannot copy its state: \(result)")
  }

  deinit {
    _ = unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Makes ready for the first byte of another member.
  func beginMember() {
    let result = unsafe inflateReset(stream)
    precondition(result == Z_OK, "zlib cannot begin again: \(result)")
  }

  /// Unpacks from `packed[source]` into `buffer[target]` until one of them is used up.
  func inflate(
    _ packed: [UInt8], _ source: Range<Int>, into buffer: inout [UInt8], _ target: Range<Int>
  ) -> Step {
    precondition(source.upperBound <= packed.count && target.upperBound <= buffer.count)
    return unsafe packed.withUnsafeBufferPointer { input in
      unsafe buffer.withUnsafeMutableBufferPointer { output in
        // zlib does not write to its input, though its header cannot say so.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: input.baseAddress.map { unsafe $0 + source.lowerBound })
        unsafe stream.pointee.next_out = output.baseAddress.map { unsafe $0 + target.lowerBound }
        unsafe stream.pointee.avail_in = UInt32(source.count)
        unsafe stream.pointee.avail_out = UInt32(target.count)
        let result = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
        return unsafe Step(
          taken: source.count - Int(stream.pointee.avail_in),
          given: target.count - Int(stream.pointee.avail_out), state: Self.state(of: result))
      }
    }
  }

  private static func state(of result: CInt) -> State {
    switch result {
    case Z_STREAM_END: .memberEnded
    // Z_BUF_ERROR: there was nothing to do, for want of input or room.
    case Z_OK, Z_BUF_ERROR: .goesOn
    default: .damaged
    }
  }
}

/// A place in a gzip file from which unpacking can go on.
struct GzipCheckpoint: Sendable {
  /// Unpacked bytes in front of it.
  var offset: Int64
  /// Packed bytes in front of it.
  var packedOffset: Int64
  /// Only copied.
  var inflation: GzipInflation
}

/// Places met in a gzip file, so that a reader opened far into it need not unpack everything before.
///
/// A place costs 40 KB; when there are 64 every other one is forgotten and the distance doubled, so
/// that memory stays below 3 MB whatever the size of the file.
package final class GzipCheckpoints: Sendable {
  private let state = Mutex(State())

  private struct State {
    /// In ascending order.
    var places: [GzipCheckpoint] = []
    var distance: Int64 = 2 << 20
  }

  static let mostPlaces = 64

  package init() {}

  /// The last known place at or before `offset`.
  func place(before offset: Int64) -> GzipCheckpoint? {
    state.withLock { state in state.places.last { $0.offset <= offset } }
  }

  /// Whether a place at `offset` is worth remembering.
  func wants(_ offset: Int64) -> Bool {
    state.withLock { state in offset >= (state.places.last?.offset ?? 0) + state.distance }
  }

  func remember(_ place: GzipCheckpoint) {
    state.withLock { state in
      guard place.offset >= (state.places.last?.offset ?? 0) + state.distance else { return }
      state.places.append(place)
      guard state.places.count >= Self.mostPlaces else { return }
      state.places = state.places.indices.filter { $0 % 2 == 1 }.map { state.places[$0] }
      state.distance *= 2
    }
  }

  /// How many places are known.
  var count: Int { state.withLock { $0.places.count } }
}
