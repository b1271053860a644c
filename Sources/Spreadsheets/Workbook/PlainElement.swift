/// Reads an element with all it holds where its markup is plain: nearly all rows of nearly all sheets, and
/// nearly all of their texts.
///
/// expat looks at such markup byte for byte and calls back for each name; here it is only compared with what
/// all common programs write: elements without prefix, a single blank in front of each attribute, double
/// quotes, and texts without entities, control characters and brackets. Anything else is expat's, from the
/// first byte of the element on: what is plain and what is wrong is never decided here.
struct PlainElement {
  /// What stands in the element, in its order.
  private(set) var events: [Event] = []
  /// Elements that are open, innermost last.
  private var open: [(name: Range<Int>, tag: XMLTag)] = []
  /// Names of the attributes of the tag under way.
  private var names: [Range<Int>] = []

  struct Event {
    enum Kind { case start, attribute, text, end }
    let kind: Kind
    let tag: XMLTag
    /// Of an attribute, without prefix.
    var name = 0..<0
    /// Of an attribute, or of a text.
    var value = 0..<0
  }

  enum Outcome: Equatable {
    /// The element ends before this index.
    case plain(end: Int)
    /// All is plain as far as the text goes.
    case needsMore
    case other
  }

  private enum Step: Equatable {
    case goesOn
    case ends(Outcome)
  }

  private static let mostDepth = 8
  private static let mostAttributes = 16

  /// Reads the element that begins at `start`.
  mutating func read(_ text: Span<UInt8>, from start: Int) -> Outcome {
    events.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    var index = start
    repeat {
      guard index + 1 < text.count else { return .needsMore }
      guard text[index] == lessThan else { return .other }
      let step =
        text[index + 1] == slash ? endTag(text, &index) : startTag(text, &index)
      if case .ends(let outcome) = step { return outcome }
      if !open.isEmpty, case .ends(let outcome) = characters(text, &index) { return outcome }
    } while !open.isEmpty
    return .plain(end: index)
  }

  /// `</name>` of the innermost element.
  private mutating func endTag(_ text: Span<UInt8>, _ index: inout Int) -> Step {
    guard let (name, tag) = open.popLast() else { return .ends(.other) }
    let first = index + 2
    guard first + name.count < text.count else { return .ends(.needsMore) }
    guard isEqual(text, first..<first + name.count, name),
      text[first + name.count] == greaterThan
    else { return .ends(.other) }
    events.append(Event(kind: .end, tag: tag))
    index = first + name.count + 1
    return .goesOn
  }

  /// `<name first="value" second="value">` or `<name/>`.
  private mutating func startTag(_ text: Span<UInt8>, _ index: inout Int) -> Step {
    let first = index + 1
    index = first
    while index < text.count, isNameByte(text[index]) { index += 1 }
    let name = first..<index
    guard index < text.count else { return .ends(.needsMore) }
    guard !name.isEmpty, isLetter(text[first]), open.count < Self.mostDepth else {
      return .ends(.other)
    }
    let tag = XMLTag(text.extracting(name))
    events.append(Event(kind: .start, tag: tag))
    names.removeAll(keepingCapacity: true)
    while true {
      guard index + 1 < text.count else { return .ends(.needsMore) }
      if text[index] == greaterThan {
        open.append((name, tag))
        index += 1
        return .goesOn
      }
      if text[index] == blank, text[index + 1] != slash {
        index += 1
        if case .ends(let outcome) = attribute(text, &index, of: tag) { return .ends(outcome) }
        continue
      }
      if text[index] == blank { index += 1 }
      guard text[index] == slash else { return .ends(.other) }
      guard index + 1 < text.count else { return .ends(.needsMore) }
      guard text[index + 1] == greaterThan else { return .ends(.other) }
      events.append(Event(kind: .end, tag: tag))
      index += 2
      return .goesOn
    }
  }

  /// `name="value"`
  private mutating func attribute(
    _ text: Span<UInt8>, _ index: inout Int, of tag: XMLTag
  ) -> Step {
    let first = index
    var local = index
    while index < text.count, isNameByte(text[index]) || text[index] == colon {
      if text[index] == colon { local = index + 1 }
      index += 1
    }
    let name = first..<index
    guard index + 1 < text.count else { return .ends(.needsMore) }
    guard !name.isEmpty, isLetter(text[first]), local < name.upperBound,
      text[index] == equals, text[index + 1] == quoteByte, names.count < Self.mostAttributes,
      !names.contains(where: { isEqual(text, $0, name) })
    else { return .ends(.other) }
    names.append(name)
    index += 2
    let start = index
    while index < text.count, isAttributeByte(text[index]) { index += 1 }
    guard index < text.count else { return .ends(.needsMore) }
    guard text[index] == quoteByte else { return .ends(.other) }
    if tag != .other {
      events.append(
        Event(
          kind: .attribute, tag: tag, name: local..<name.upperBound, value: start..<index))
    }
    index += 1
    return .goesOn
  }

  /// Text up to the next tag.
  private mutating func characters(_ text: Span<UInt8>, _ index: inout Int) -> Step {
    let start = index
    var seen: UInt8 = 0
    while index < text.count, isTextByte(text[index]) {
      seen |= text[index]
      index += 1
    }
    guard index < text.count else { return .ends(.needsMore) }
    guard text[index] == lessThan else { return .ends(.other) }
    guard index > start else { return .goesOn }
    if seen >= 0x80, !isPlainUTF8(text.extracting(start..<index)) { return .ends(.other) }
    events.append(Event(kind: .text, tag: .other, value: start..<index))
    return .goesOn
  }

  /// Whether the text is well-formed, without the characters that XML leaves out.
  private func isPlainUTF8(_ text: Span<UInt8>) -> Bool {
    var sawNUL = false
    guard validateUTF8(text, from: 0, sawNUL: &sawNUL) == .valid(incomplete: 0) else {
      return false
    }
    // U+FFFE and U+FFFF among others.
    return firstIndex(of: 0xEF, in: text, from: 0) == text.count
  }
}

private let lessThan: UInt8 = 0x3C
private let greaterThan: UInt8 = 0x3E
private let slash: UInt8 = 0x2F
private let blank: UInt8 = 0x20
private let equals: UInt8 = 0x3D
private let colon: UInt8 = 0x3A

@inline(__always)
private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

/// Letters and digits: names need no more.
@inline(__always)
private func isNameByte(_ byte: UInt8) -> Bool { isLetter(byte) || byte &- 0x30 <= 9 }

/// ASCII that means itself in a value in double quotes.
@inline(__always)
private func isAttributeByte(_ byte: UInt8) -> Bool {
  byte &- 0x20 < 0x5F && byte != quoteByte && byte != 0x26 && byte != lessThan
}

/// What means itself in a text; a bracket may begin an end of CDATA, which must not stand there.
@inline(__always)
private func isTextByte(_ byte: UInt8) -> Bool {
  byte >= 0x20 && byte != lessThan && byte != 0x26 && byte != 0x5D
}

private func isEqual(_ text: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
  guard one.count == other.count else { return false }
  for offset in 0..<one.count
  where text[one.lowerBound + offset] != text[other.lowerBound + offset] { return false }
  return true
}

extension PlainElement {
  /// Hands the element that was read last to `handler`, as expat would.
  func deliver<Handler: XMLHandler>(from text: Span<UInt8>, to handler: Handler) {
    for event in events {
      switch event.kind {
      case .start: handler.start(event.tag)
      case .attribute:
        handler.attribute(
          text.extracting(event.name), text.extracting(event.value), of: event.tag)
      case .text: handler.text(text.extracting(event.value))
      case .end: handler.end(event.tag)
      }
    }
  }
}
