import CLibcsv

/// libcsv's state, and where its callbacks write: the next free bound of a block. Where the next free
/// byte is, the state says itself.
@unsafe
private struct FieldSink {
  /// The first member, so that its address is the sink's.
  var parser = unsafe csv_parser()
  var bytes: UnsafeMutablePointer<UInt8>?
  var byteCapacity = 0
  var bounds: UnsafeMutablePointer<Int32>?
  var nextBound: UnsafeMutablePointer<Int32>?
  var boundCapacity = 0
  var hasEndedRow = false
}

/// libcsv, fed one physical line at a time, writing into the memory of a block.
///
/// libcsv gathers each field in `entry_buf`. That pointer is set to the place in the block where the
/// field belongs and moved on as fields end, so no byte is copied twice and nothing is allocated.
/// libcsv never grows the buffer: its size is set to the maximum, and ``parse(_:)`` is only
/// called when the block has room for the whole line (a field is never longer than its source).
@safe
final class LibcsvParser {
  private let parser: UnsafeMutablePointer<csv_parser>
  private let sink: UnsafeMutablePointer<FieldSink>

  init(delimiter: UInt8) {
    unsafe sink = .allocate(capacity: 1)
    unsafe sink.initialize(to: FieldSink())
    unsafe parser = UnsafeMutableRawPointer(sink).assumingMemoryBound(to: csv_parser.self)
    unsafe csv_init(parser, 0)
    unsafe csv_set_delim(parser, delimiter)
    unsafe parser.pointee.entry_size = Int(Int32.max)
  }

  deinit {
    // The entry buffer belongs to a block, and there is nothing else for csv_free to release.
    unsafe sink.deallocate()
  }

  /// Lets `body` parse lines whose fields go into `bytes` from its start and their bounds into
  /// `bounds`; the first bound becomes 0.
  func writeFields(into bytes: inout [UInt8], bounds: inout [Int32], while body: () -> Void) {
    precondition(!bytes.isEmpty && !bounds.isEmpty)
    unsafe bytes.withUnsafeMutableBufferPointer { bytes in
      unsafe bounds.withUnsafeMutableBufferPointer { bounds in
        unsafe bounds[0] = 0
        unsafe sink.pointee.bytes = bytes.baseAddress
        unsafe sink.pointee.byteCapacity = bytes.count
        unsafe sink.pointee.bounds = bounds.baseAddress
        unsafe sink.pointee.boundCapacity = bounds.count
        rollBack(toFieldCount: 0, byteCount: 0)
        body()
      }
    }
  }

  /// Whether the memory holds whatever a line of `count` bytes can bring: as many bytes, and one
  /// field more than delimiters.
  @inline(__always)
  func hasRoom(forLineOf count: Int) -> Bool {
    unsafe sink.pointee.boundCapacity - fieldCount > count + 2
      && sink.pointee.byteCapacity - byteCount - parser.pointee.entry_pos >= count
  }

  /// Whether the last line ended a row (a blank line does not).
  var hasEndedRow: Bool { unsafe sink.pointee.hasEndedRow }

  /// Whether the last line left a record unfinished.
  @inline(__always) var isInsideRecord: Bool { unsafe parser.pointee.pstate != 0 }

  /// Whether the last line left a quote open. At the end of a file a record may be unfinished
  /// without one, for want of a line end.
  var isInsideQuotes: Bool {
    // libcsv's state 2 is FIELD_BEGUN; 3 follows a quote that closes unless more comes.
    unsafe parser.pointee.quoted != 0 && parser.pointee.pstate == 2
  }

  /// Bytes of all fields so far.
  @inline(__always) var byteCount: Int {
    guard let next = unsafe parser.pointee.entry_buf, let first = unsafe sink.pointee.bytes else {
      return 0
    }
    return unsafe next - first
  }

  /// Parses one physical line, its line end included.
  @inline(__always)
  func parse(_ line: Span<UInt8>) {
    unsafe sink.pointee.hasEndedRow = false
    unsafe line.withUnsafeBufferPointer { buffer in
      let consumed = unsafe csv_parse(
        parser, buffer.baseAddress, buffer.count, endField, endRow, sink)
      // It stops early only for want of memory, and none is asked for: a lost byte would be a lost record.
      precondition(consumed == buffer.count, "libcsv took \(consumed) of \(buffer.count) bytes")
    }
  }

  /// Reads one physical line in libcsv's stead, see ``splitPlainLine(_:_:delimiter:into:)``.
  ///
  /// - Parameter content: the line without its line end; the text goes on behind it.
  /// - Returns: false when libcsv has to read it: it has a quote, or too little room around it.
  @inline(__always)
  func parsePlain(_ text: Span<UInt8>, _ content: Range<Int>) -> Bool {
    guard content.upperBound &+ plainLineSlack < text.count,
      hasRoom(forLineOf: content.count &+ plainLineSlack),
      let byte = unsafe parser.pointee.entry_buf, let bound = unsafe sink.pointee.nextBound
    else { return false }
    var place = unsafe FieldPlace(byte: byte, bound: bound, end: bound[-1])
    guard
      let count = unsafe splitPlainLine(
        text, content, delimiter: parser.pointee.delim_char, into: &place)
    else { return false }
    unsafe sink.pointee.hasEndedRow = count > 0
    unsafe sink.pointee.nextBound = place.bound
    unsafe parser.pointee.entry_buf = place.byte
    return true
  }

  /// Ends the record as it stands, as if the file ended here.
  func finish() {
    unsafe sink.pointee.hasEndedRow = false
    let result = unsafe csv_fini(parser, endField, endRow, sink)
    precondition(result == 0, "libcsv could not end a record")
  }

  /// Fields written so far.
  @inline(__always) var fieldCount: Int {
    guard let next = unsafe sink.pointee.nextBound, let first = unsafe sink.pointee.bounds else {
      return 0
    }
    return unsafe next - first - 1
  }

  /// Takes back a record that was begun, so that `fieldCount` fields of `byteCount` bytes remain.
  func rollBack(toFieldCount fieldCount: Int, byteCount: Int) {
    unsafe sink.pointee.nextBound = sink.pointee.bounds.map { unsafe $0 + 1 + fieldCount }
    unsafe parser.pointee.entry_buf = sink.pointee.bytes.map { unsafe $0 + byteCount }
    unsafe parser.pointee.pstate = 0
    unsafe parser.pointee.quoted = 0
    unsafe parser.pointee.spaces = 0
    unsafe parser.pointee.entry_pos = 0
  }
}

/// The field's bytes already are in their place: note where it ends and begin the next after it.
@inline(__always)
private func endField(
  _: UnsafeMutableRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?
) {
  guard let context = unsafe context else { return }
  let sink = unsafe context.assumingMemoryBound(to: FieldSink.self)
  guard let bytes = unsafe sink.pointee.parser.entry_buf, let bound = unsafe sink.pointee.nextBound
  else { return }
  unsafe bound.pointee = bound[-1] &+ Int32(truncatingIfNeeded: count)
  unsafe sink.pointee.nextBound = bound + 1
  unsafe sink.pointee.parser.entry_buf = bytes + count
}

private func endRow(_: CInt, _ context: UnsafeMutableRawPointer?) {
  guard let context = unsafe context else { return }
  unsafe context.assumingMemoryBound(to: FieldSink.self).pointee.hasEndedRow = true
}
