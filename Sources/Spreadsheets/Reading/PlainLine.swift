/// Where the fields of a block go: the next free byte and the next free bound.
@unsafe
struct FieldPlace {
  var byte: UnsafeMutablePointer<UInt8>
  var bound: UnsafeMutablePointer<Int32>
  /// Bytes in front of `byte`.
  var end: Int32
}

/// Bytes that are read behind a line, and written behind its fields, because words are moved whole.
let plainLineSlack = 16

/// Splits a line without quotes at its delimiters and takes the blanks off around its fields, as libcsv does.
///
/// Nearly all lines of nearly all files are of this kind. libcsv decides byte for byte and calls back for
/// every field; here eight bytes are compared at a time.
///
/// - Parameters:
///   - content: the line without its line end. ``plainLineSlack`` bytes follow it in `text`, and there is room
///     for the line, as many fields as it may have, and the same slack at `place`.
///   - place: moved behind the fields that were written.
/// - Returns: fields written, 0 for a blank line; nil when there is a quote in the line, and `place` is where it
///   was.
@inline(__always)
func splitPlainLine(
  _ text: Span<UInt8>, _ content: Range<Int>, delimiter: UInt8, into place: inout FieldPlace
) -> Int? {
  let raw = unsafe text.bytes
  let delimiters = UInt64(delimiter) &* everyByte
  let quotes = UInt64(quoteByte) &* everyByte
  var next = unsafe place
  var (start, fields) = (content.lowerBound, 0)
  var index = content.lowerBound
  while index < content.upperBound {
    let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
    // The bytes after the line do no harm: with a quote there libcsv reads the line.
    if zeroBytes(word ^ quotes) != 0 { return nil }
    var found = zeroBytes(word ^ delimiters)
    while found != 0 {
      let end = index &+ found.trailingZeroBitCount &>> 3
      guard end < content.upperBound else { break }
      unsafe appendField(start..<end, of: text, into: &next)
      fields &+= 1
      start = end &+ 1
      found &= found &- 1
    }
    index &+= 8
  }
  let last = trimmed(start..<content.upperBound, of: text)
  if fields == 0, last.isEmpty { return 0 }
  unsafe appendField(last, of: text, into: &next)
  unsafe place = next
  return fields &+ 1
}

private let everyByte: UInt64 = 0x0101_0101_0101_0101

/// The top bit of each byte of `word` that is zero, and no other bit.
@inline(__always)
private func zeroBytes(_ word: UInt64) -> UInt64 {
  let low = 0x7F * everyByte
  return ~(((word & low) &+ low) | word | low)
}

@inline(__always)
private func appendField(_ field: Range<Int>, of text: Span<UInt8>, into place: inout FieldPlace) {
  let field = trimmed(field, of: text)
  let raw = unsafe text.bytes
  let target = unsafe UnsafeMutableRawPointer(place.byte)
  var offset = 0
  repeat {
    let bytes = unsafe raw.unsafeLoadUnaligned(
      fromByteOffset: field.lowerBound &+ offset, as: SIMD16<UInt8>.self)
    unsafe target.storeBytes(of: bytes, toByteOffset: offset, as: SIMD16<UInt8>.self)
    offset &+= 16
  } while offset < field.count
  unsafe place.end &+= Int32(truncatingIfNeeded: field.count)
  unsafe place.byte += field.count
  unsafe place.bound.pointee = place.end
  unsafe place.bound += 1
}

/// The field without blanks and tabs at its ends.
@inline(__always)
private func trimmed(_ field: Range<Int>, of text: Span<UInt8>) -> Range<Int> {
  // Nearly every field begins and ends with something else.
  guard !field.isEmpty, text[field.lowerBound] <= 0x20 || text[field.upperBound &- 1] <= 0x20
  else { return field }
  return withoutBlanks(field, of: text)
}

@inline(never)
private func withoutBlanks(_ field: Range<Int>, of text: Span<UInt8>) -> Range<Int> {
  var (start, end) = (field.lowerBound, field.upperBound)
  while start < end, isBlank(text[start]) { start += 1 }
  while end > start, isBlank(text[end - 1]) { end -= 1 }
  return start..<end
}
