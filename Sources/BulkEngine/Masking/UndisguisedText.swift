import Foundation

/// The letters and digits of a text as its reader understands them, each with its place in the text.
///
/// Case, accents, width and script make no difference, nor do characters that cannot be seen; what
/// else stands between letters is known as a gap. So a value is found however a server writes it,
/// and what is replaced is exactly what was written.
package struct UndisguisedText {
  /// What stands between a letter and the one before it.
  package enum Gap: UInt8, Comparable, Sendable {
    /// Nothing that can be seen.
    case none
    /// Points, hyphens, slashes and blanks, as people separate the digits of a number.
    case plain
    /// Other separators, a few: a server may write a number so.
    case odd
    /// What parts two: more than a few separators, or a comma and a blank.
    case breaking

    package static func < (left: Gap, right: Gap) -> Bool { left.rawValue < right.rawValue }
  }

  /// A letter `a`...`z` or a digit `0`...`9`.
  package struct Letter: Sendable {
    package var byte: UInt8
    package var gap: Gap
    /// Whether a blank stands between it and the letter before.
    var isBehindBlank = false
    /// Scalars of the text that it is written with, half-open.
    var start: Int32
    var end: Int32

    package var isDigit: Bool { byte &- 0x30 <= 9 }
  }

  /// Separators in a row that may stand inside one number.
  private static let longestGap = 6
  /// Layers of escapes that are taken off; more than a server puts on by mistake.
  private static let mostLayers = 3

  /// The text itself.
  let source: [Unicode.Scalar]
  /// The text without escapes.
  let written: [WrittenScalar]
  package private(set) var letters: [Letter] = []

  /// Calls `hide` with `text` without all its layers of escapes, then with one of them more, and at
  /// last as it stands; what `hide` replaced is gone from then on.
  ///
  /// - Parameter signsCount: whether signs of ASCII count as letters.
  package static func hiding(
    in text: String, signsCount: Bool = false, _ hide: (UndisguisedText) -> [Replacement]
  ) -> String {
    var text = text
    for layers in (0...(TextEscapes.mayStand(in: text) ? mostLayers : 0)).reversed() {
      guard let undisguised = UndisguisedText(text, layers: layers, signsCount: signsCount) else {
        continue
      }
      text = undisguised.replacing(hide(undisguised)) ?? text
    }
    return text
  }

  /// - Returns: nil when the text does not have so many layers of escapes.
  init?(_ text: String, layers: Int, signsCount: Bool = false) {
    let source = Array(text.unicodeScalars)
    var written = source.indices.map { index in
      WrittenScalar(scalar: source[index], start: Int32(index), end: Int32(index + 1))
    }
    for _ in 0..<layers {
      guard let plain = TextEscapes.removed(from: written) else { return nil }
      written = plain
    }
    self.source = source
    self.written = written
    read(signsCount)
  }

  private mutating func read(_ signsCount: Bool) {
    letters.reserveCapacity(written.count)
    var separators = 0
    var (hasListMark, hasBlank) = (false, false)
    var gap = Gap.none
    for place in written {
      let meaning =
        signsCount && (0x21...0x7E).contains(place.scalar.value)
        ? ScalarMeaning.sign(place.scalar) : ScalarMeaning(place.scalar)
      switch meaning {
      case .nothing: continue
      case .separator:
        separators += 1
        let isBlank = place.scalar == " " || place.scalar.properties.isWhitespace
        hasBlank = hasBlank || isBlank
        if separators > Self.longestGap || (isBlank && hasListMark) { gap = .breaking }
        if gap != .breaking { gap = max(gap, isPlain(place.scalar) || isBlank ? .plain : .odd) }
        hasListMark = place.scalar == "," || place.scalar == ";" || place.scalar == ":"
      case .letters(let first, let second):
        for byte in [first, second] where byte != 0 {
          letters.append(
            Letter(
              byte: byte, gap: gap, isBehindBlank: hasBlank, start: place.start, end: place.end))
          (gap, hasBlank) = (.none, false)
        }
        (separators, hasListMark) = (0, false)
      }
    }
  }

  /// A small letter moved by half an alphabet (ROT13); anything else as it is.
  package static func moved(_ letter: UInt8) -> UInt8 {
    letter &- 0x61 < 26 ? 0x61 + (letter - 0x61 + 13) % 26 : letter
  }

  /// `text` with the letters of ASCII moved so.
  static func moved(_ text: String) -> String {
    String(
      decoding: text.utf8.map { byte in
        (byte | 0x20) &- 0x61 < 26 ? moved(byte | 0x20) & (byte | 0xDF) : byte
      }, as: UTF8.self)
  }

  private func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || scalar == "-" || scalar == "/"
  }

  // MARK: Replacing

  /// What stands in the place of some letters and of all between them.
  package struct Replacement {
    /// Of ``UndisguisedText/letters``, not empty.
    package var letters: Range<Int>
    package var text: String

    package init(_ letters: Range<Int>, _ text: String) {
      self.letters = letters
      self.text = text
    }
  }

  /// The text with replacements, the first of several that overlap; nil when there are none.
  func replacing(_ replacements: [Replacement]) -> String? {
    guard !replacements.isEmpty else { return nil }
    var result = String.UnicodeScalarView()
    var copied = 0
    for replacement in replacements.sorted(by: { $0.letters.lowerBound < $1.letters.lowerBound }) {
      let start = max(copied, Int(letters[replacement.letters.lowerBound].start))
      let end = Int(letters[replacement.letters.upperBound - 1].end)
      guard end > copied else { continue }
      let overlaps = Int(letters[replacement.letters.lowerBound].start) < copied
      result.append(contentsOf: source[copied..<start])
      if !overlaps { result.append(contentsOf: replacement.text.unicodeScalars) }
      copied = end
    }
    result.append(contentsOf: source[copied...])
    return String(result)
  }
}

/// What a scalar means to a reader.
private enum ScalarMeaning {
  /// It cannot be seen, or it only marks the letter before it.
  case nothing
  case separator
  /// One letter or digit, or two that are written as one; 0 where there is no second.
  case letters(UInt8, UInt8)

  /// A visible character of ASCII as it stands, small letters for capitals.
  static func sign(_ scalar: Unicode.Scalar) -> ScalarMeaning {
    let byte = UInt8(truncatingIfNeeded: scalar.value)
    return .letters((0x41...0x5A).contains(byte) ? byte | 0x20 : byte, 0)
  }

  /// Of the scalars below U+0250, Latin letters mostly: what most texts consist of.
  private static let usual = (0..<0x250).map { value in
    Unicode.Scalar(UInt32(value)).map { ScalarMeaning(lookingAt: $0) } ?? .separator
  }

  init(_ scalar: Unicode.Scalar) {
    let value = Int(scalar.value)
    self =
      value < Self.usual.count ? Self.usual[value] : ScalarMeaning(lookingAt: scalar)
  }

  private init(lookingAt scalar: Unicode.Scalar) {
    guard scalar.value >= 0x80 else {
      self = Self.ascii(UInt8(scalar.value))
      return
    }
    // Tags are characters of ASCII that cannot be seen.
    if (0xE0021...0xE007E).contains(scalar.value) {
      self = Self.ascii(UInt8(scalar.value & 0x7F))
      return
    }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark, .format, .control:
      self = .nothing
      return
    default: break
    }
    if properties.isDefaultIgnorableCodePoint {
      self = .nothing
    } else if let digit = Self.digit(properties) {
      self = .letters(digit, 0)
    } else {
      self = Self.folded(scalar)
    }
  }

  private static func ascii(_ byte: UInt8) -> ScalarMeaning {
    switch byte {
    case 0x30...0x39, 0x61...0x7A: .letters(byte, 0)
    case 0x41...0x5A: .letters(byte | 0x20, 0)
    case 0x09, 0x0A, 0x0D: .separator
    case 0..<0x20, 0x7F: .nothing
    default: .separator
    }
  }

  /// A digit of any script, raised, lowered or in a circle.
  private static func digit(_ properties: Unicode.Scalar.Properties) -> UInt8? {
    guard let type = properties.numericType, type != .numeric, let value = properties.numericValue,
      (0...9).contains(value)
    else { return nil }
    return 0x30 + UInt8(value)
  }

  /// The Latin letters that a scalar is, decorates or looks like.
  private static func folded(_ scalar: Unicode.Scalar) -> ScalarMeaning {
    if let alike = lookAlikes[scalar] { return .letters(alike, 0) }
    let plain = String(scalar).decomposedStringWithCompatibilityMapping.lowercased().utf8
      .filter { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    guard let first = plain.first else { return .separator }
    return .letters(first, plain.count > 1 ? plain[1] : 0)
  }

  /// Letters without a decomposition, and those of other scripts that look like Latin ones.
  private static let lookAlikes: [Unicode.Scalar: UInt8] = {
    let pairs: [(String, String)] = [
      ("øØđĐłŁıħĦŧŦ", "ooddllihhtt"), ("авеѕіјкмнорстухьԁԛԝ", "abesijkmhopctyxbdqw"),
      ("АВЕЅІЈКМНОРСТУХԌ", "abesijkmhopctyxg"), ("αβεικνορτυχηγ", "abeikvoptuxny"),
      ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx"),
    ]
    var table: [Unicode.Scalar: UInt8] = [:]
    for (scalars, letters) in pairs {
      for (scalar, letter) in zip(scalars.unicodeScalars, letters.utf8) { table[scalar] = letter }
    }
    return table
  }()
}
