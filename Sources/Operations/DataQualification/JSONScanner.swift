/// Reads JSON in one pass over its bytes, skipping what is not asked for.
///
/// For replies that come by the ten thousand: Foundation's decoder builds a tree of the whole body
/// and a container for every object. Measured over a million records in pages of 100: 1.8 s here, 7.6 s
/// with ``RecordPageMessage``, of 51 s of processor time for the whole simulated run, which would be
/// more than a tenth. It reads values in the kinds the API documents, and throws for
/// everything else, be it JSON or not; who needs it then asks a more patient reader.
struct JSONScanner {
  /// Deepest nesting read, in arrays and objects; replies have about four levels.
  static let deepestNesting = 32
  /// Digits of a number that surely fits.
  private static let mostDigits = 18

  let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads an object; `member` is given the place of each key among `keys` and must read or skip the
  /// value.
  mutating func object(
    keys: [[UInt8]], _ member: (Int?, inout JSONScanner) throws(OtherShape) -> Void
  ) throws(OtherShape) {
    try open(UInt8(ascii: "{"))
    if try closes(UInt8(ascii: "}")) { return }
    repeat {
      let key = bytes[try string(mayHaveEscapes: false)]
      try expect(UInt8(ascii: ":"))
      try member(keys.firstIndex { $0.count == key.count && $0.elementsEqual(key) }, &self)
    } while try continues(until: UInt8(ascii: "}"))
  }

  /// Reads an array; `element` must read or skip each value.
  mutating func array(
    _ element: (inout JSONScanner) throws(OtherShape) -> Void
  ) throws(OtherShape) {
    try open(UInt8(ascii: "["))
    if try closes(UInt8(ascii: "]")) { return }
    repeat { try element(&self) } while try continues(until: UInt8(ascii: "]"))
  }

  /// Reads a string without escapes.
  mutating func text() throws(OtherShape) -> String {
    let range = try string(mayHaveEscapes: false)
    do {
      return String(copying: try UTF8Span(validating: bytes.span.extracting(range)))
    } catch {
      throw OtherShape()
    }
  }

  /// Reads a string without escapes, or `null`.
  mutating func textOrNull() throws(OtherShape) -> String? {
    guard try next() == UInt8(ascii: "n") else { return try text() }
    try skipWord()
    return nil
  }

  /// Reads a number of digits only.
  mutating func wholeNumber() throws(OtherShape) -> Int {
    skipBlanks()
    let start = position
    var number = 0
    while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10
    {
      guard position - start < Self.mostDigits else { throw OtherShape() }
      number = number * 10 + Int(digit)
      position += 1
    }
    guard position > start, position < bytes.count, !Self.isOfWord(bytes[position]) else {
      throw OtherShape()
    }
    return number
  }

  /// Reads a number with or without decimals as it is written, or `null`.
  mutating func decimalOrNull() throws(OtherShape) -> String? {
    skipBlanks()
    let start = position
    try skipWord()
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    if word == "null" { return nil }
    guard word.first != "t", word.first != "f" else { throw OtherShape() }
    return word
  }

  /// Skips a value of any kind.
  mutating func skip() throws(OtherShape) {
    switch try next() {
    case UInt8(ascii: "{"):
      try object(keys: []) { (_, scanner) throws(OtherShape) in try scanner.skip() }
    case UInt8(ascii: "["):
      try array { (scanner) throws(OtherShape) in try scanner.skip() }
    case UInt8(ascii: "\""): _ = try string(mayHaveEscapes: true)
    default: try skipWord()
    }
  }

  /// Nothing but blanks may follow.
  mutating func end() throws(OtherShape) {
    skipBlanks()
    guard position == bytes.count else { throw OtherShape() }
  }
}

/// Not what the API documents, perhaps not even JSON.
struct OtherShape: Error {}

// MARK: - Tokens

extension JSONScanner {
  /// The bytes between the quotation marks of the string that comes next.
  private mutating func string(mayHaveEscapes: Bool) throws(OtherShape) -> Range<Int> {
    try expect(UInt8(ascii: "\""))
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return start..<position - 1 }
      if byte == UInt8(ascii: "\\") {
        guard mayHaveEscapes else { throw OtherShape() }
        position += 1
      }
    }
    throw OtherShape()
  }

  /// Skips a number or a literal.
  private mutating func skipWord() throws(OtherShape) {
    skipBlanks()
    let start = position
    while position < bytes.count, Self.isOfWord(bytes[position]) { position += 1 }
    guard position > start else { throw OtherShape() }
    let word = bytes[start..<position]
    if Self.literals.contains(where: { $0.elementsEqual(word) }) { return }
    guard Double(String(decoding: word, as: UTF8.self)) != nil else { throw OtherShape() }
  }

  private static let literals = ["null", "true", "false"].map { Array($0.utf8) }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func next() throws(OtherShape) -> UInt8 {
    skipBlanks()
    guard position < bytes.count else { throw OtherShape() }
    return bytes[position]
  }

  private mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func expect(_ byte: UInt8) throws(OtherShape) {
    guard try next() == byte else { throw OtherShape() }
    position += 1
  }

  private mutating func open(_ bracket: UInt8) throws(OtherShape) {
    try expect(bracket)
    depth += 1
    guard depth <= Self.deepestNesting else { throw OtherShape() }
  }

  private mutating func closes(_ bracket: UInt8) throws(OtherShape) -> Bool {
    guard try next() == bracket else { return false }
    position += 1
    depth -= 1
    return true
  }

  private mutating func continues(until bracket: UInt8) throws(OtherShape) -> Bool {
    if try closes(bracket) { return false }
    try expect(UInt8(ascii: ","))
    return true
  }
}
