/// Tells code page 850 and Mac Roman from Windows-1252 by the words that the bytes make.
///
/// Each has a character for every byte, so none can be ruled out. But an accent within a word is a letter
/// of Portuguese in the right one, small among small letters and a capital among capitals, and a mark or
/// a stranger in the others: `João` of code page 850 is `JoÆo` in Windows-1252.
enum CodePageEvidence {
  private static let others: [TextEncoding] = [.codePage850, .macRoman]

  /// The encoding in which nearly all accents make sense where many of them make none in Windows-1252; nil
  /// when that is not so.
  static func likelierThanWindows1252(_ sample: Span<UInt8>) -> TextEncoding? {
    var accents = 0
    var fitting = [TextEncoding: Int]()
    var index = firstBeyondASCII(in: sample, from: 0)
    while index < sample.count {
      if let word = Neighbours(of: index, in: sample) {
        accents += 1
        for encoding in others where word.fit(encoding.upperHalf[Int(sample[index] - 0x80)]) {
          fitting[encoding, default: 0] += 1
        }
        if word.fit(TextEncoding.windows1252.upperHalf[Int(sample[index] - 0x80)]),
          !CapitalPlace(of: index, in: sample).isForeign
        {
          fitting[.windows1252, default: 0] += 1
        }
      }
      index = firstBeyondASCII(in: sample, from: index + 1)
    }
    let usual = fitting[.windows1252] ?? 0
    let best = others.max { (fitting[$0] ?? 0) < (fitting[$1] ?? 0) }
    guard let best, (fitting[best] ?? 0) * 10 >= accents * 9, usual * 10 < accents * 7 else {
      return nil
    }
    return best
  }

  /// The letters beside an accent: what is a capital is known of ASCII alone.
  private struct Neighbours {
    let isBehindSmall, isBehindCapital, isBeforeCapital: Bool
    /// The word is in capitals as far as it goes.
    let isBehindCapitals: Bool

    /// - Returns: nil when none of them is an ASCII letter; of marks such as quotes and dashes both must
    ///   be, since they stand beside words.
    init?(of index: Int, in text: Span<UInt8>) {
      let before = index > 0 ? text[index - 1] : 0
      let after = index + 1 < text.count ? text[index + 1] : 0
      isBehindSmall = before &- 0x61 < 26
      isBehindCapital = before &- 0x41 < 26
      isBeforeCapital = after &- 0x41 < 26
      isBehindCapitals = isBehindCapital && index > 1 && text[index - 2] &- 0x41 < 26
      let isBehindLetter = isBehindSmall || isBehindCapital
      let isBeforeLetter = isBeforeCapital || after &- 0x61 < 26
      let isMark = CodePageEvidence.marks.contains(text[index])
      guard isMark ? isBehindLetter && isBeforeLetter : isBehindLetter || isBeforeLetter else {
        return nil
      }
    }

    func fit(_ scalar: UInt32) -> Bool {
      if ordinals.contains(scalar) { return true }
      // The apostrophe of D’Ávila.
      if scalar == 0x2019 { return isBeforeCapital }
      if smallLetters.contains(scalar) { return !isBeforeCapital && !isBehindCapitals }
      return capitals.contains(scalar) && !isBehindSmall
    }
  }

  /// Bytes that are quotes, dashes and other marks in Windows-1252.
  private static let marks = Set<UInt8>([0x80, 0x85, 0xA7, 0xAB, 0xB0, 0xBB] + Array(0x91...0x97))

  /// Of Portuguese, and what else names in Brazil have.
  private static let smallLetters = Set("áàâãäçéèêëíïóôõöúüñ".unicodeScalars.map(\.value))
  private static let ordinals = Set("ºª°".unicodeScalars.map(\.value))
  private static let capitals = Set("ÁÀÂÃÄÇÉÈÊËÍÏÓÔÕÖÚÜÑ".unicodeScalars.map(\.value))
}

/// Where a capital stands in its word. Two of code page 850 are other capitals in Windows-1252: `JOÃO` is `JOÇO`
/// there, `LUÍS` is `LUÖS`. Words that cannot have the other one tell it from a single accent; the others, such as
/// `LEÃO` beside `PREÇO`, tell nothing.
private struct CapitalPlace {
  private let letter: UInt8
  /// The capitals of ASCII directly in front and behind.
  private let before, after: [UInt8]
  /// Whether the word has no other letters in front, and behind.
  private let isFromStart, isToEnd: Bool

  init(of index: Int, in text: Span<UInt8>) {
    func isCapital(_ index: Int) -> Bool {
      text.indices.contains(index) && text[index] &- 0x41 < 26
    }
    func isLetter(_ index: Int) -> Bool {
      text.indices.contains(index) && (text[index] >= 0x80 || (text[index] | 0x20) &- 0x61 < 26)
    }
    var (start, end) = (index, index + 1)
    while isCapital(start - 1), index - start < Self.reach { start -= 1 }
    while isCapital(end), end - index <= Self.reach { end += 1 }
    letter = text[index]
    before = (start..<index).map { text[$0] }
    after = (index + 1..<end).map { text[$0] }
    isFromStart = !isLetter(start - 1)
    isToEnd = !isLetter(end)
  }

  private static let reach = 8
  private static let vowels = Array("AEIOU".utf8)

  /// Whether the letter of Windows-1252 stands where no word of Portuguese, and no German name, has it.
  var isForeign: Bool {
    switch letter {
    case 0xC7: isForeignCedilla
    case 0xD6: isForeignUmlaut
    default: false
    }
  }

  /// Ç follows a vowel, or a consonant that ends a syllable. A name that was cut off may end with it.
  private var isForeignCedilla: Bool {
    guard let last = before.last else { return false }
    // GUIMARÃES, but GARÇES, as some write GARCÊS.
    if isToEnd, after == Array("ES".utf8) { return before != Array("GAR".utf8) }
    if Self.vowels.contains(last) {
      return isFromStart && isToEnd && after == [0x4F]
        && ["JO", "SEBASTI"].contains { before == Array($0.utf8) }
    }
    let syllable = before.dropLast()
    let isBehindVowel = syllable.last.map(Self.vowels.contains) ?? !isFromStart
    return !isBehindVowel || !Array("CLNPRS".utf8).contains(last)
  }

  /// Ö follows a consonant, and stands in no ending such as `-ÍCIA`, `-ÍNTIO`, `-ÍCIUS`.
  private var isForeignUmlaut: Bool {
    if let last = before.last, Self.vowels.contains(last) { return true }
    let consonants = after.prefix { !Self.vowels.contains($0) }.count
    guard (1...2).contains(consonants), after.count > consonants + 1 else { return false }
    return after[consonants] == 0x49 && Array("AOU".utf8).contains(after[consonants + 1])
  }
}
