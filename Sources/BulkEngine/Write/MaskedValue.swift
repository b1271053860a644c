import Spreadsheets

/// The value a finding speaks of, as much of it as may be shown.
extension ColumnMapping {
  /// Appends the masked value, nothing where there is none to show.
  func appendMaskedValue(
    of finding: Finding, _ row: Row, in block: borrowing RowBlock, to buffer: inout ByteBuffer
  ) {
    guard let field = finding.field else { return }
    let column = column(field)
    guard column >= 0, column < row.fieldCount else { return }
    let value = block.bytes.span.extracting(block.fieldRange(column, of: row))
    guard !value.isEmpty, value.count <= ShownCharacters.capacity else { return }
    switch layout[field].masking {
    case .initials: buffer.appendInitials(value)
    case .middle: buffer.appendMaskedMiddle(value)
    case .tail: buffer.appendTail(value)
    case .code, .shortNumber, .digit, .words, .shape:
      // A name may stand in the wrong column, or an address.
      if value.hasLetterOrAt {
        buffer.appendTail(value)
      } else {
        buffer.appendMaskedNumbers(value)
      }
    }
  }
}

/// ``Masking`` on bytes: a file may have millions of findings. UTF-8, taken scalar by scalar.
extension ByteBuffer {
  private static var asterisk: UInt8 { 0x2A }

  /// As ``Masking/name(_:)``: the initials.
  fileprivate mutating func appendInitials(_ value: Span<UInt8>) {
    let start = count
    var isBehindBlank = true
    var index = 0
    while index < value.count {
      let (scalar, end) = value.scalar(at: index)
      if isBehindBlank, scalar != " " {
        if count > start { append(0x20) }
        append(value.extracting(index..<end))
        append(0x2E)
      }
      isBehindBlank = scalar == " "
      index = end
    }
  }

  /// As ``Masking/middle(_:)``, of the letters and digits.
  fileprivate mutating func appendMaskedMiddle(_ value: Span<UInt8>) {
    var code = ShownCharacters()
    var index = 0
    while index < value.count {
      let (scalar, end) = value.scalar(at: index)
      if scalar.isLetter || scalar.isNumber { code.append(value.extracting(index..<end)) }
      index = end
    }
    let characters = code.bytes.span.extracting(0..<code.count)
    guard characters.count == 11, characters.scalarCount == 11 else {
      return appendTail(characters)
    }
    append("***.")
    append(characters.extracting(3..<6))
    append(0x2E)
    append(characters.extracting(6..<9))
    append("-**")
  }

  /// As ``Masking/tail(_:)``: the last two characters, of two none.
  fileprivate mutating func appendTail(_ value: Span<UInt8>) {
    let scalars = value.scalarCount
    var hidden = scalars > 2 ? scalars - 2 : scalars
    var index = 0
    while index < value.count {
      let end = value.scalar(at: index).end
      if hidden > 0 { append(Self.asterisk) } else { append(value.extracting(index..<end)) }
      hidden -= 1
      index = end
    }
  }

  /// As ``Masking/maskedNumbers(_:)``, of a text without letters: runs of five digits and more, with
  /// separators inside or not, show their last two.
  fileprivate mutating func appendMaskedNumbers(_ value: Span<UInt8>) {
    var index = 0
    while index < value.count {
      let (scalar, end) = value.scalar(at: index)
      if scalar.isNumber {
        index = appendMaskedNumber(value, from: index)
      } else {
        append(value.extracting(index..<end))
        index = end
      }
    }
  }

  /// - Returns: the index behind the last digit of the number that begins at `start`.
  private mutating func appendMaskedNumber(_ value: Span<UInt8>, from start: Int) -> Int {
    var digits = ShownCharacters()
    var index = start
    var numberEnd = start
    while index < value.count {
      let (scalar, end) = value.scalar(at: index)
      if scalar.isNumber {
        digits.append(value.extracting(index..<end))
        numberEnd = end
      } else if !scalar.mayStandInNumber {
        break
      }
      index = end
    }
    let written = digits.bytes.span.extracting(0..<digits.count)
    if written.scalarCount > Masking.longestPlainRun {
      appendTail(written)
    } else {
      append(value.extracting(start..<numberEnd))
    }
    return numberEnd
  }
}

extension Span where Element == UInt8 {
  /// The scalar at `index` of UTF-8 and the index behind it.
  fileprivate func scalar(at index: Int) -> (scalar: Unicode.Scalar, end: Int) {
    let (value, length) = utf8Scalar(in: self, at: index)
    return (Unicode.Scalar(value) ?? "\u{FFFD}", index + length)
  }

  fileprivate var scalarCount: Int {
    var scalars = 0
    for index in indices where self[index] & 0xC0 != 0x80 { scalars += 1 }
    return scalars
  }

  /// Whether a letter or an at sign stands in the text.
  fileprivate var hasLetterOrAt: Bool {
    var index = 0
    while index < count {
      let (scalar, end) = scalar(at: index)
      if scalar == "@" || scalar.isLetter { return true }
      index = end
    }
    return false
  }
}

/// Some characters of a value; nothing on the heap.
private struct ShownCharacters {
  /// No value that is shown is longer.
  static var capacity: Int { 256 }
  private(set) var bytes = InlineArray<256, UInt8>(repeating: 0)
  private(set) var count = 0

  mutating func append(_ character: Span<UInt8>) {
    for index in character.indices {
      bytes[count] = character[index]
      count += 1
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool {
    isASCII ? (value | 0x20) &- 0x61 < 26 : properties.isAlphabetic
  }

  fileprivate var isNumber: Bool {
    isASCII ? (0x30...0x39).contains(value) : properties.numericType != nil
  }

  /// Separates groups of digits.
  fileprivate var mayStandInNumber: Bool {
    switch self {
    case ".", "-", "/", " ", "\u{A0}": true
    default: false
    }
  }
}
