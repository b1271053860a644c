/// A character that the target encoding does not have.
struct UnencodableScalar: Error, Equatable {
  let scalar: UInt32
  /// Where it is in the UTF-8 text.
  let index: Int
}

extension ByteBuffer {
  /// Appends `text` (UTF-8) in `encoding`.
  ///
  /// - Parameter start: from this index on, characters that the encoding does not have are written
  ///   as `\u2713`, above U+FFFF as two of these.
  /// - Throws: ``UnencodableScalar``; the buffer then holds what stands before it.
  mutating func append(
    _ text: borrowing ByteBuffer, in encoding: TextEncoding, escapingFrom start: Int = .max
  ) throws(UnencodableScalar) {
    try append(
      text.storage.span.extracting(0..<text.count), in: encoding, escapingFrom: start)
  }

  /// Appends `text` (UTF-8) in `encoding`.
  ///
  /// - Throws: ``UnencodableScalar``; the buffer then holds what stands before it.
  mutating func append(
    _ text: Span<UInt8>, in encoding: TextEncoding, escapingFrom start: Int = .max
  ) throws(UnencodableScalar) {
    if encoding == .utf8 { return append(text) }
    var index = 0
    while index < text.count {
      let ascii = firstBeyondASCII(in: text, from: index)
      if encoding.isSingleByte {
        append(text.extracting(index..<ascii))
      } else {
        for place in index..<ascii { appendUTF16(UInt32(text[place]), in: encoding) }
      }
      guard ascii < text.count else { return }
      let (scalar, length) = utf8Scalar(in: text, at: ascii)
      if ascii >= start, encoding.lacks(scalar) {
        appendEscape(scalar)
      } else {
        try append(scalar, at: ascii, in: encoding)
      }
      index = ascii + length
    }
  }

  /// Encodings that lack characters write ASCII in single bytes.
  private mutating func appendEscape(_ scalar: UInt32) {
    let units =
      scalar < 0x10000
      ? [scalar] : [0xD800 + (scalar - 0x10000) >> 10, 0xDC00 + (scalar - 0x10000) & 0x3FF]
    for unit in units {
      append("\\u" + unit.zeroPadded(to: 4, radix: 16))
    }
  }

  private mutating func append(_ scalar: UInt32, at index: Int, in encoding: TextEncoding)
    throws(UnencodableScalar)
  {
    switch encoding {
    case .utf8: append(scalar: scalar)
    case .utf16LittleEndian, .utf16BigEndian: appendUTF16(scalar, in: encoding)
    case .windows1252, .latin1, .codePage850, .macRoman:
      guard let byte = singleByte(for: scalar, in: encoding) else {
        throw UnencodableScalar(scalar: scalar, index: index)
      }
      append(byte)
    }
  }

  private mutating func appendUTF16(_ scalar: UInt32, in encoding: TextEncoding) {
    guard scalar >= 0x10000 else { return append(unit: UInt16(scalar), in: encoding) }
    append(unit: UInt16(0xD800 + ((scalar - 0x10000) >> 10)), in: encoding)
    append(unit: UInt16(0xDC00 + ((scalar - 0x10000) & 0x3FF)), in: encoding)
  }

  private mutating func append(unit: UInt16, in encoding: TextEncoding) {
    let low = UInt8(truncatingIfNeeded: unit)
    let high = UInt8(unit >> 8)
    append(encoding == .utf16LittleEndian ? low : high)
    append(encoding == .utf16LittleEndian ? high : low)
  }
}

extension TextEncoding {
  /// Whether the encoding has no bytes for `scalar`.
  func lacks(_ scalar: UInt32) -> Bool {
    switch self {
    case .utf8, .utf16LittleEndian, .utf16BigEndian: false
    case .windows1252, .latin1, .codePage850, .macRoman: singleByte(for: scalar, in: self) == nil
    }
  }
}

extension RowBlock {
  /// The first character of `row` that `encoding` lacks, as the error that writing the row would throw.
  ///
  /// - Parameters:
  ///   - delimiter: nil for JSON, which has no columns to name.
  ///   - dropped: columns, from 0, that are not written.
  package func unencodable(
    in row: Row, _ encoding: TextEncoding, delimiter: UInt8?, dropped: Set<Int>
  ) -> SpreadsheetError? {
    let text = raw.span.extracting(row.rawRange)
    // Split once, and only when a character is missing.
    var bounds: [Range<Int>]?
    var column = 0
    var index = firstBeyondASCII(in: text, from: 0)
    while index < text.count {
      let (scalar, length) = utf8Scalar(in: text, at: index)
      if encoding.lacks(scalar) {
        let fields = bounds ?? fields(of: text, delimiter: delimiter)
        bounds = fields
        while column < fields.count, fields[column].upperBound <= index { column += 1 }
        if delimiter == nil || !dropped.contains(column) {
          let line = row.line + lineEndCount(in: text.extracting(0..<index))
          return .unencodable(
            scalar: scalar, encoding, line: line, column: delimiter == nil ? 0 : column + 1)
        }
      }
      index = firstBeyondASCII(in: text, from: index + length)
    }
    return nil
  }

  /// The columns of a row's text; none without a delimiter.
  private func fields(of text: Span<UInt8>, delimiter: UInt8?) -> [Range<Int>] {
    delimiter.map { RawFields(of: text, from: 0, delimiter: $0).bounds } ?? []
  }
}
