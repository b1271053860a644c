import BrazilianBanking
import BulkEngine

/// What a code consists of, as numbers: enough to tell of nearly all codes that no person stands in them.
struct CodeOutline: Equatable {
  static var shortestDocument: Int { 8 }
  static var shortestAccount: Int { 4 }
  static var shortestWord: Int { 3 }
  static var plainWord: Int { 4 }

  private(set) var digits = 0
  private(set) var letters = 0
  /// The longest run of letters: no longer word stands in the code.
  private(set) var longestRun = 0
  /// A bit for each letter of the code: no word with another one stands in it.
  private(set) var alphabet: UInt32 = 0
  /// A bit for two digits that follow each other, separators left out, shared by pairs that are 64 apart: no
  /// number that begins with others stands in the code.
  private var pairs: UInt64 = 0
  /// The same for two letters: no word that begins with others stands in the code.
  private var letterPairs: UInt64 = 0
  private var lastLetter: UInt8 = 0
  /// Letters, or digits, that follow each other at the end.
  private var letterRun = 0
  private var digitRun = 0
  /// The latest digit; the first one sets the bit of a pair that may not be there, which does no harm.
  private var last: UInt8 = 0
  /// Whether a run of digits was as long as a document, or as the end of its mask.
  private var hasLongNumber = false

  init() {}

  /// Goes on over these characters of the code.
  @inline(__always)
  mutating func add(_ code: Span<UInt8>, _ range: Range<Int>) {
    for index in range {
      let byte = code[index]
      let letter = (byte | 0x20) &- 0x61
      let digit = byte &- 0x30
      if digit <= 9 {
        digits &+= 1
        digitRun &+= 1
        letterRun = 0
        pairs |= 1 &<< UInt64(last &* 10 &+ digit)
        last = digit
      } else {
        endNumber()
        letterRun = letter < 26 ? letterRun &+ 1 : 0
        guard letter < 26 else { continue }
        letters &+= 1
        if letterRun > 1 { letterPairs |= Self.bit(lastLetter, letter) }
        lastLetter = letter
        longestRun = max(longestRun, letterRun)
        alphabet |= 1 &<< UInt32(letter)
      }
    }
  }

  /// The bit of two letters that follow each other.
  @inline(__always)
  fileprivate static func bit(_ first: UInt8, _ second: UInt8) -> UInt64 {
    1 &<< (UInt64(first) &* 26 &+ UInt64(second))
  }

  /// Ends the code.
  @inline(__always)
  mutating func endNumber() {
    if digitRun > 1, CodePersons.isLastOfNumber(digitRun) { hasLongNumber = true }
    digitRun = 0
  }

  /// Whether the document or name of another record may stand in the code, see ``OthersInCodes``.
  var mayTellOthers: Bool {
    CodePersons.isPossible(digits: digits, letters: letters, hasLongNumber: hasLongNumber)
  }

  /// Whether the first three digits of `value` from `start` on may stand in the code.
  @inline(__always)
  func mayHold(_ value: ShortCode, from start: Int) -> Bool {
    let first = value[start] &- 0x30
    let second = value[start + 1] &- 0x30
    let third = value[start + 2] &- 0x30
    guard first <= 9, second <= 9, third <= 9 else { return true }
    return pairs &>> UInt64(first &* 10 &+ second) & 1 == 1
      && pairs &>> UInt64(second &* 10 &+ third) & 1 == 1
  }

  /// Whether the document may stand in the code, with its leading zeros or without.
  @inline(__always)
  func mayHold(_ document: Document?) -> Bool {
    guard let document,
      digits >= Self.shortestDocument || (document.kind == .cnpj && digits + letters > 11)
    else { return false }
    return document.code[0] == 0x30 || mayHold(document.code, from: 0)
  }

  /// Whether the account, without leading zeros, may stand in the code.
  @inline(__always)
  func mayHold(_ account: ShortCode) -> Bool {
    guard digits >= Self.shortestAccount else { return false }
    let significant = account.withoutLeadingZeros
    return significant.count >= Self.shortestAccount && digits >= significant.count
      && mayHold(significant, from: 0)
  }

  /// Whether a word of the name has only letters that the code has, and no more than follow each other
  /// there.
  @inline(__always)
  func mayHoldWord(of name: Span<UInt8>) -> Bool {
    guard letters >= Self.plainWord, longestRun >= Self.shortestWord,
      name.count >= CustomCode.longest || name.mayHaveWord(beginningWith: alphabet, letterPairs)
    else { return false }
    var (length, isPossible) = (0, true)
    var index = 0
    while index < name.count {
      let letter = LatinLetter.folded(name, &index)
      if letter == 0 {
        if isPossible, fits(length) { return true }
        (length, isPossible) = (0, true)
      } else {
        length &+= 1
        guard alphabet & (1 &<< UInt32(letter &- 0x61)) == 0 else { continue }
        // Most words of most names end here: the code lacks one of their letters.
        isPossible = false
        while index < name.count, (name[index] | 0x20) &- 0x61 < 26 { index &+= 1 }
      }
    }
    return isPossible && fits(length)
  }

  private func fits(_ length: Int) -> Bool {
    // A word longer than any code is read in parts.
    length >= Self.shortestWord && (length <= longestRun || length >= CustomCode.longest)
  }
}

/// Makes the outlines of codes. Those that follow each other mostly begin alike, and what was made of their
/// beginning is kept.
struct CodeOutlines {
  private var (first, second) = (UInt64(0), UInt64(0))
  /// Of the first eight characters, and of sixteen; none of them is zero.
  private var (ofFirst, ofBoth) = (CodeOutline(), CodeOutline())

  /// - Parameter code: as ``CustomCode`` allows it, 45 characters at most.
  @inline(__always)
  mutating func outline(of code: Span<UInt8>) -> CodeOutline {
    let count = min(code.count, CustomCode.longest)
    var outline = CodeOutline()
    if count < 8 {
      outline.add(code, 0..<count)
    } else {
      readFirst(code)
      if count < 16 {
        outline = ofFirst
        outline.add(code, 8..<count)
      } else {
        readSecond(code)
        outline = ofBoth
        outline.add(code, 16..<count)
      }
    }
    outline.endNumber()
    return outline
  }

  @inline(__always)
  private mutating func readFirst(_ code: Span<UInt8>) {
    let word = code.word(at: 0)
    guard word != first else { return }
    (first, second) = (word, 0)
    ofFirst = CodeOutline()
    ofFirst.add(code, 0..<8)
  }

  @inline(__always)
  private mutating func readSecond(_ code: Span<UInt8>) {
    let word = code.word(at: 8)
    guard word != second else { return }
    second = word
    ofBoth = ofFirst
    ofBoth.add(code, 8..<16)
  }
}

extension Span where Element == UInt8 {
  /// Whether a word may begin with two of the letters, or with an accent. Eight bytes a step; false is certain
  /// for words that are shorter than the longest code.
  ///
  /// - Parameters:
  ///   - alphabet: a bit for each letter.
  ///   - pairs: the bits of the two.
  fileprivate func mayHaveWord(beginningWith alphabet: UInt32, _ pairs: UInt64) -> Bool {
    func all(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }
    /// The highest bit of the byte before tells whether it is a letter of ASCII.
    var before: UInt64 = 0
    var index = 0
    while index < count {
      let word = count - index >= 8 ? word(at: index).littleEndian : lastWord(from: index)
      let lowered = (word | all(0x20)) & all(0x7F)
      // Adding 0x80 − c sets the highest bit of a byte that is at least c.
      let letters =
        (lowered &+ all(0x80 - 0x61)) & ~(lowered &+ all(0x80 - 0x7B)) & ~word & all(0x80)
      // Bytes that begin a character beyond ASCII have the two highest bits.
      let leads = word & word &<< 1 & all(0x80)
      var beginnings = (letters | leads) & ~(letters &<< 8 | before)
      while beginnings != 0 {
        let first = index &+ beginnings.trailingZeroBitCount &>> 3
        let letter = (self[first] | 0x20) &- 0x61
        if self[first] >= 0x80 { return true }
        if alphabet & (1 &<< UInt32(letter)) != 0, first &+ 1 < count {
          let next = self[first &+ 1]
          let second = (next | 0x20) &- 0x61
          if next >= 0x80 || (second < 26 && pairs & CodeOutline.bit(letter, second) != 0) {
            return true
          }
        }
        beginnings &= beginnings &- 1
      }
      before = letters &>> 56
      index += 8
    }
    return false
  }

  /// The bytes from `offset` on, fewer than eight, the first one lowest; zeros behind them.
  private func lastWord(from offset: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in (offset..<count).reversed() { word = word &<< 8 | UInt64(self[index]) }
    return word
  }

  /// Eight bytes from `offset` on.
  @inline(__always)
  fileprivate func word(at offset: Int) -> UInt64 {
    // Any eight bytes are an integer; the load checks its bounds.
    unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }
}
