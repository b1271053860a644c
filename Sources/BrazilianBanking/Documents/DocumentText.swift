/// The letters and digits of a text, mask removed and letters raised.
struct DocumentText {
  /// Letters and digits in upper case; the first 20 when there are more.
  var code = ShortCode()
  /// All letters and digits, also those beyond 20.
  var writtenCount = 0
  var hasLetters = false
  var hasLowerCase = false
  /// A character that is neither letter, digit nor mask.
  var hasForeign = false

  @inline(__always)
  init(_ text: Span<UInt8>) {
    if let usual = ShortCode(document: text) {
      self.init(usual: usual)
    } else {
      self.init()
      readMasked(text)
    }
  }

  private init() {}

  /// The text of a code that stood in one of the usual forms.
  @inline(__always)
  init(usual: ShortCode) {
    code = usual
    writtenCount = usual.count
    hasLetters = usual.hasLetter
  }

  /// Reads a character at a time.
  @inline(never)
  private mutating func readMasked(_ text: Span<UInt8>) {
    var index = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      if byte &- 0x30 <= 9 {
        add(byte)
      } else if byte &- 0x41 <= 25 {
        hasLetters = true
        add(byte)
      } else if byte != 0x2E && byte != 0x2D && byte != 0x2F {
        index += addUncommon(text, at: index - 1) - 1
      }
    }
  }

  /// Takes a rare character; returns its length in bytes.
  @inline(never)
  private mutating func addUncommon(_ text: Span<UInt8>, at index: Int) -> Int {
    let byte = text[index]
    if byte &- 0x61 <= 25 {
      hasLetters = true
      hasLowerCase = true
      add(byte & 0xDF)
      return 1
    }
    let ignorable = ignorableLength(text, at: index)
    if ignorable > 0 { return ignorable }
    hasForeign = true
    return 1
  }

  @inline(__always)
  private mutating func add(_ byte: UInt8) {
    if writtenCount < ShortCode.capacity { code.append(byte) }
    writtenCount += 1
  }
}

/// The common ways to write a document, read a word at a time; nil for any other way.
extension ShortCode {
  /// A CPF or CNPJ in one of its usual forms, with or without mask.
  @inline(__always)
  init?(document text: Span<UInt8>) {
    switch text.count {
    case 14 where text[3] == 0x2E: self.init(maskedCPF: text)
    case 14: self.init(plainCNPJ: text)
    case 18: self.init(maskedCNPJ: text)
    default: self.init(digits: text)
    }
  }

  /// `000.000.000-00`, digits.
  private init?(maskedCPF text: Span<UInt8>) {
    let bytes = unsafe text.bytes
    let front = bytes.word(at: 0)
    let back = bytes.word(at: 6)
    guard text[7] == 0x2E, text[11] == 0x2D else { return nil }
    // Characters 0–2 and 4–6, then 8, 9 | 10, 12, 13.
    low = front & 0xFF_FFFF | (front &>> 32 & 0xFF_FFFF) &<< 24 | (back &>> 16 & 0xFFFF) &<< 48
    high = back &>> 32 & 0xFF | (back &>> 48) &<< 8
    (rest, length) = (0, 11)
    guard areDigits(low, count: 8), areDigits(high, count: 3) else { return nil }
  }

  /// 14 digits or upper-case letters.
  private init?(plainCNPJ text: Span<UInt8>) {
    let bytes = unsafe text.bytes
    low = bytes.word(at: 0)
    high = bytes.word(at: 6) &>> 16
    (rest, length) = (0, 14)
    guard areLettersOrDigits(low, count: 8), areLettersOrDigits(high, count: 6) else { return nil }
  }

  /// `AA.AAA.AAA/AAAA-00`, digits or upper-case letters.
  private init?(maskedCNPJ text: Span<UInt8>) {
    guard text[2] == 0x2E, text[6] == 0x2E, text[10] == 0x2F, text[15] == 0x2D else { return nil }
    let bytes = unsafe text.bytes
    let front = bytes.word(at: 0)
    let back = bytes.word(at: 10)
    // Characters 0, 1, 3–5, 7–9 | 11–14, 16, 17.
    low = front & 0xFFFF | (front &>> 24 & 0xFF_FFFF) &<< 16 | (front &>> 56) &<< 40
    low |= UInt64(text[8]) &<< 48 | UInt64(text[9]) &<< 56
    high = back &>> 8 & 0xFFFF_FFFF | (back &>> 48) &<< 32
    (rest, length) = (0, 14)
    guard areLettersOrDigits(low, count: 8), areLettersOrDigits(high, count: 6) else { return nil }
  }

  /// Whether a code of at most 16 characters holds a letter; letters and digits only.
  @inline(__always)
  var hasLetter: Bool { (low | high) & 0x4040_4040_4040_4040 != 0 }
}
