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
        for encoding in others + [.windows1252]
        where word.fit(encoding.upperHalf[Int(sample[index] - 0x80)]) {
          fitting[encoding, default: 0] += 1
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
