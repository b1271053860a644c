import CZlib

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
  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15: the largest window; 16 more: gzip and nothing else.
    let result = unsafe inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
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
