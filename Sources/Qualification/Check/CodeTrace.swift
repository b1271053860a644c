import BrazilianBanking

/// How a caller's code shows who the payee is: the journal keeps codes and must hold nobody.
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

  /// A code without letters and with few digits, as most are, is done with after one pass over it.
  ///
  /// - Parameters:
  ///   - code: as ``CustomCode`` allows it, 45 characters at most.
  ///   - name: UTF-8.
  static func find(in code: Span<UInt8>, of record: Record, name: Span<UInt8>) -> CodeTrace? {
    let characters = CodeCharacters(code)
    if let document = record.document, characters.hold(document) { return .document }
    let account = characters.trace(of: record.account, digit: record.accountDigit)
    if account == .account { return account }
    return characters.trace(ofName: name) ?? account
  }
}

/// The characters of a code, folded to lower case; nothing on the heap.
private struct CodeCharacters {
  private static let capacity = CustomCode.longest
  private static let shortestDocument = 8
  private static let (shortestAccount, wholeAccount, sureAccount) = (4, 6, 7)
  private static let (shortestWord, plainWord, sureWord) = (3, 4, 5)

  private var bytes = InlineArray<45, UInt8>(repeating: 0)
  private var count = 0
  private var digits = 0
  private var letters = 0

  init(_ code: Span<UInt8>) {
    for index in code.indices where count < Self.capacity {
      let byte = code[index]
      if byte &- 0x30 <= 9 {
        digits += 1
        bytes[count] = byte
      } else if (byte | 0x20) &- 0x61 < 26 {
        letters += 1
        bytes[count] = byte | 0x20
      }
      count += 1
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
  private static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

  // MARK: Documents

  /// Whether the document can be told from the code: the check digits follow from the others.
  func hold(_ document: Document) -> Bool {
    guard digits >= Self.shortestDocument || document.kind == .cnpj && digits + letters > 11 else {
      return false
    }
    let code = document.code
    if holds(code, 0..<code.count - 2) { return true }
    // A spreadsheet loses leading zeros.
    var zeros = 0
    while zeros < code.count, code[zeros] == 0x30 { zeros += 1 }
    guard zeros > 0, code.count - zeros >= Self.shortestDocument else { return false }
    return holds(code, zeros..<code.count)
  }

  /// Whether these characters stand in the code in this order, whatever separates them.
  private func holds(_ value: ShortCode, _ range: Range<Int>) -> Bool {
    for start in 0..<count {
      var index = start
      var next = range.lowerBound
      while index < count, next < range.upperBound {
        let byte = bytes[index]
        let wanted = Self.isDigit(value[next]) ? value[next] : value[next] | 0x20
        if byte == wanted {
          next += 1
        } else if index == start || Self.isDigit(byte) || (Self.isLetter(byte) && !isDigits(value))
        {
          break
        }
        index += 1
      }
      if next == range.upperBound { return true }
    }
    return false
  }

  private func isDigits(_ value: ShortCode) -> Bool {
    for index in 0..<value.count where !Self.isDigit(value[index]) { return false }
    return true
  }

  // MARK: Accounts

  func trace(of account: ShortCode, digit: ShortCode) -> CodeTrace? {
    let number = account.withoutLeadingZeros
    guard digits >= Self.shortestAccount, number.count >= Self.shortestAccount,
      digits >= number.count, isDigits(number)
    else { return nil }
    let traces = (trace(of: number), withDigit(number, digit).flatMap { trace(of: $0) })
    return traces.0 == .account || traces.1 == .account ? .account : traces.0 ?? traces.1
  }

  private func withDigit(_ number: ShortCode, _ digit: ShortCode) -> ShortCode? {
    guard digit.count == 1, Self.isDigit(digit[0]), number.count < ShortCode.capacity else {
      return nil
    }
    return ShortCode(number.description + digit.description)
  }

  private func trace(of number: ShortCode) -> CodeTrace? {
    guard number.count <= digits else { return nil }
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
  private func isNumberOfItsOwn(_ number: ShortCode) -> Bool {
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
      if (0..<number.count).allSatisfy({ bytes[start + $0] == number[$0] }) { return true }
    }
    return false
  }

  // MARK: Names

  func trace(ofName name: Span<UInt8>) -> CodeTrace? {
    guard letters >= Self.plainWord else { return nil }
    var (words, found) = (0, CodeTrace?.none)
    var word = InlineArray<45, UInt8>(repeating: 0)
    var length = 0
    var index = 0
    while index <= name.count {
      let letter = index < name.count ? LatinLetter.folded(name, &index) : 0
      if letter != 0, length < Self.capacity {
        word[length] = letter
        length += 1
        continue
      }
      if length >= Self.shortestWord, length <= letters, holds(word, length) {
        if length > Self.shortestWord || !isParticle(word) { words += 1 }
        if length >= Self.sureWord || (length >= Self.plainWord && length == letters) {
          found = .nameWord
        }
      }
      length = 0
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
private enum LatinLetter {
  /// The base letters of U+00C0...U+00DF; the small ones follow in the same order.
  private static let bases = Array("aaaaaa.ceeeeiiii.nooooo.ouuuuy..".utf8)

  /// The letter at `index`, 0 for anything else; moves `index` behind it.
  static func folded(_ text: Span<UInt8>, _ index: inout Int) -> UInt8 {
    let byte = text[index]
    index += 1
    if (byte | 0x20) &- 0x61 < 26 { return byte | 0x20 }
    guard byte == 0xC3, index < text.count else { return 0 }
    let base = bases[Int(text[index] & 0x1F)]
    index += 1
    return base == UInt8(ascii: ".") ? 0 : base
  }
}
