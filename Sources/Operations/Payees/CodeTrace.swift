import BrazilianBanking
import BulkEngine

/// How a caller's code shows who the payee is: the journal keeps codes and must hold no person.
///
/// | the code holds | it is |
/// | --- | --- |
/// | the document, or all of it but the check digits, whatever stands around and between | rejected |
/// | the account, with or without its digit: seven digits anywhere, six as a number of their own | rejected |
/// | a shorter account as a number of its own, or six digits inside another | a warning: it may be chance |
/// | two words of the name | rejected |
/// | one word of the name | a warning: it may be chance |
enum CodeTrace: Equatable {
  case document
  case account
  case possibleAccount
  case name
  case nameWord

  var finding: FindingCode {
    switch self {
    case .document: .codeIsDocument
    case .account: .codeIsAccount
    case .possibleAccount: .codeMayBeAccount
    case .name: .codeIsName
    case .nameWord: .codeHasName
    }
  }

  /// - Parameters:
  ///   - code: as ``CustomCode`` allows it, 45 characters at most.
  ///   - outline: of the code; it may hold somebody.
  ///   - name: UTF-8.
  @inline(never)
  static func find(
    in code: Span<UInt8>, _ outline: CodeOutline, of record: borrowing Record, name: Span<UInt8>
  ) -> CodeTrace? {
    CodeCharacters(code, outline).find(record, name: name)
  }
}

/// The characters of a code, folded to lower case; nothing on the heap.
private struct CodeCharacters {
  private static var capacity: Int { CustomCode.longest }
  private static var wholeAccount: Int { 6 }
  private static var sureAccount: Int { 7 }
  private static var sureWord: Int { 5 }

  private let outline: CodeOutline
  private var bytes = InlineArray<45, UInt8>(repeating: 0)
  private var count = 0

  init(_ code: Span<UInt8>, _ outline: CodeOutline) {
    self.outline = outline
    count = min(code.count, Self.capacity)
    for index in 0..<count {
      let byte = code[index]
      let isLetter = (byte | 0x20) &- 0x61 < 26
      if isLetter || Self.isDigit(byte) { bytes[index] = isLetter ? byte | 0x20 : byte }
    }
  }

  func find(_ record: borrowing Record, name: Span<UInt8>) -> CodeTrace? {
    if let document = record.document, hold(document) { return .document }
    let account = trace(of: record.account, digit: record.accountDigit)
    if account == .account { return account }
    return trace(ofName: name) ?? account
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
  private static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

  // MARK: Documents

  /// Whether the document can be told from the code: the check digits follow from the others.
  func hold(_ document: Document) -> Bool {
    guard outline.mayHold(document) else { return false }
    let code = document.code
    let isPlausible = outline.mayHold(code, from: 0)
    let whole = document.kind == .cpf ? Number(code, isDigits: true) : Number(code)
    if isPlausible, holds(whole, 0..<code.count - 2) { return true }
    // A spreadsheet loses leading zeros.
    var zeros = 0
    while zeros < code.count, code[zeros] == 0x30 { zeros += 1 }
    guard zeros > 0, code.count - zeros >= CodeOutline.shortestDocument,
      outline.mayHold(code, from: zeros)
    else { return false }
    return holds(whole, zeros..<code.count)
  }

  /// The characters of a number, and one more behind them where there is a check digit.
  private struct Number {
    let code: ShortCode
    /// 0 for none.
    var digit: UInt8 = 0
    let isDigits: Bool

    init(_ code: ShortCode, isDigits: Bool) {
      self.code = code
      self.isDigits = isDigits
    }

    init(_ code: ShortCode) {
      var isDigits = true
      for index in 0..<code.count where !CodeCharacters.isDigit(code[index]) { isDigits = false }
      self.init(code, isDigits: isDigits)
    }

    var count: Int { code.count + (digit == 0 ? 0 : 1) }

    subscript(index: Int) -> UInt8 { index < code.count ? code[index] : digit }
  }

  /// Whether these characters stand in the code in this order, whatever separates them.
  private func holds(_ value: Number, _ range: Range<Int>) -> Bool {
    guard count >= range.count else { return false }
    let first = Self.folded(value[range.lowerBound])
    for start in 0...(count - range.count) where bytes[start] == first {
      var index = start + 1
      var next = range.lowerBound + 1
      while index < count, next < range.upperBound {
        let byte = bytes[index]
        if byte == Self.folded(value[next]) {
          next += 1
        } else if Self.isDigit(byte) || (Self.isLetter(byte) && !value.isDigits) {
          break
        }
        index += 1
      }
      if next == range.upperBound { return true }
    }
    return false
  }

  private static func folded(_ byte: UInt8) -> UInt8 { isDigit(byte) ? byte : byte | 0x20 }

  // MARK: Accounts

  func trace(of account: ShortCode, digit: ShortCode) -> CodeTrace? {
    guard outline.mayHold(account) else { return nil }
    var number = Number(account.withoutLeadingZeros)
    guard number.isDigits else { return nil }
    let alone = trace(of: number)
    guard alone != .account, digit.count == 1, Self.isDigit(digit[0]) else { return alone }
    number.digit = digit[0]
    let whole = trace(of: number)
    return whole == .account ? .account : alone ?? whole
  }

  private func trace(of number: Number) -> CodeTrace? {
    guard number.count <= outline.digits else { return nil }
    if number.count >= Self.sureAccount {
      return holds(number, 0..<number.count) ? .account : nil
    }
    if isNumberOfItsOwn(number) {
      return number.count >= Self.wholeAccount ? .account : .possibleAccount
    }
    return number.count >= Self.wholeAccount && holds(number, 0..<number.count)
      ? .possibleAccount : nil
  }

  /// Whether a run of digits, leading zeros left out, is this number.
  private func isNumberOfItsOwn(_ number: Number) -> Bool {
    var index = 0
    while index < count {
      guard Self.isDigit(bytes[index]) else {
        index += 1
        continue
      }
      while index < count, bytes[index] == 0x30 { index += 1 }
      let start = index
      while index < count, Self.isDigit(bytes[index]) { index += 1 }
      guard index - start == number.count else { continue }
      var same = 0
      while same < number.count, bytes[start + same] == number[same] { same += 1 }
      if same == number.count { return true }
    }
    return false
  }

  // MARK: Names

  func trace(ofName name: Span<UInt8>) -> CodeTrace? {
    guard outline.mayHoldWord(of: name) else { return nil }
    var (words, found) = (0, CodeTrace?.none)
    var word = InlineArray<45, UInt8>(repeating: 0)
    var (length, isPossible) = (0, true)
    var index = 0
    while index <= name.count {
      let letter = index < name.count ? LatinLetter.folded(name, &index) : 0
      if letter != 0, length < Self.capacity {
        word[length] = letter
        length += 1
        guard outline.alphabet & (1 << UInt32(letter &- 0x61)) == 0 else { continue }
        // Most words of most names end here: the code lacks one of their letters.
        isPossible = false
        while index < name.count, (name[index] | 0x20) &- 0x61 < 26 { index += 1 }
        continue
      }
      if isPossible, length >= CodeOutline.shortestWord, length <= outline.longestRun,
        holds(word, length)
      {
        if length > CodeOutline.shortestWord || !isParticle(word) { words += 1 }
        if length >= Self.sureWord || (length >= CodeOutline.plainWord && length == outline.letters)
        {
          found = .nameWord
        }
      }
      (length, isPossible) = (0, true)
      if index == name.count { break }
    }
    return words > 1 ? .name : found
  }

  /// `dos`, `das`: half of the country has one.
  private func isParticle(_ word: InlineArray<45, UInt8>) -> Bool {
    word[0] == UInt8(ascii: "d") && word[2] == UInt8(ascii: "s")
  }

  private func holds(_ word: InlineArray<45, UInt8>, _ length: Int) -> Bool {
    guard count >= length else { return false }
    for start in 0...(count - length) where bytes[start] == word[0] {
      var offset = 1
      while offset < length, bytes[start + offset] == word[offset] { offset += 1 }
      if offset == length { return true }
    }
    return false
  }
}

/// Letters of UTF-8 up to U+00FF without case and accent.
enum LatinLetter {
  /// The letter at `index`, 0 for anything else; moves `index` behind it.
  static func folded(_ text: Span<UInt8>, _ index: inout Int) -> UInt8 {
    let byte = text[index]
    index += 1
    if (byte | 0x20) &- 0x61 < 26 { return byte | 0x20 }
    guard byte == 0xC3, index < text.count else { return 0 }
    index += 1
    return base(text[index - 1] & 0x1F)
  }

  /// The base letter of one of U+00C0...U+00DF, by its place there; the small ones follow in the same order.
  private static func base(_ place: UInt8) -> UInt8 {
    switch place {
    case 0x00...0x05: UInt8(ascii: "a")
    case 0x07: UInt8(ascii: "c")
    case 0x08...0x0B: UInt8(ascii: "e")
    case 0x0C...0x0F: UInt8(ascii: "i")
    case 0x11: UInt8(ascii: "n")
    case 0x12...0x16, 0x18: UInt8(ascii: "o")
    case 0x19...0x1C: UInt8(ascii: "u")
    case 0x1D: UInt8(ascii: "y")
    default: 0
    }
  }
}
