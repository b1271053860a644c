/// Where a tokenizer stands in the text of a block and in the file behind it.
struct TextCursor {
  /// Index into the block's text.
  var index = 0
  /// Physical line that begins or goes on at `index`, from 1.
  var line: Int
  /// Offset of `index` in the file.
  var byteOffset: Int64
  let encoding: TextEncoding

  /// Moves over text up to `end`, which is `lines` physical lines further on.
  @inline(__always)
  mutating func advance(to end: Int, lines: Int = 1, in text: Span<UInt8>) {
    if encoding == .utf8 {
      byteOffset += Int64(end - index)
    } else {
      byteOffset += Int64(encodedLength(of: text.extracting(index..<end), in: encoding))
    }
    index = end
    line += lines
  }
}

/// Bytes that `text` (UTF-8) takes in the file's own encoding.
func encodedLength(of text: Span<UInt8>, in encoding: TextEncoding) -> Int {
  if encoding == .utf8 { return text.count }
  var scalars = 0
  var beyondSixteenBits = 0
  for index in text.indices {
    if text[index] & 0xC0 != 0x80 { scalars += 1 }
    if text[index] >= 0xF0 { beyondSixteenBits += 1 }
  }
  switch encoding {
  case .utf8, .windows1252, .latin1: return scalars
  case .utf16LittleEndian, .utf16BigEndian: return 2 * (scalars + beyondSixteenBits)
  }
}
