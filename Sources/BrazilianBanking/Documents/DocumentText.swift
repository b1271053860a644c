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
