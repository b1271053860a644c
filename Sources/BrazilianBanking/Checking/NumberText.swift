/// Why a branch or account text could not be read.
public enum CodeFault: UInt8, CaseIterable, Sendable {
  /// A character that numbers do not have.
  case characters
  /// More than 20 characters.
  case length
  /// The digit written with the number is not the one in the column of the digit.
  case digitConflict
  /// The operation written with the account is not the one in its own column.
  case operationConflict
}

/// A branch, account, digit or operation as written: letters and digits, with the digit after the
/// last hyphen set apart.
struct NumberText {
  /// Letters and digits in upper case, the digit after the last hyphen removed.
  var code = ShortCode()
  /// The part after the last hyphen.
  var digit = ShortCode()
  var repairs: Repairs = []
  var fault: CodeFault?
  /// Characters in front of the first mask character inside the number, 0 when there is none.
  private var firstGroup = 0
  /// Characters in front of the last hyphen, 0 when there is none.
  private var beforeHyphen = 0
  private var hasLowerCase = false

  @inline(__always)
  init(_ text: Span<UInt8>) {
    if text.isEmpty { return }
    if let digits = ShortCode(digits: text) {
      code = digits
    } else {
      readMasked(text)
    }
  }

  /// Reads a character at a time.
  @inline(never)
  private mutating func readMasked(_ text: Span<UInt8>) {
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte &- 0x30 <= 9 {
        add(byte)
        index += 1
      } else {
        index += addOther(text, at: index)
      }
    }
    if beforeHyphen > 0 || hasLowerCase { finish() }
  }

  @inline(__always)
  private mutating func add(_ byte: UInt8) {
    if code.count == ShortCode.capacity {
      fault = fault ?? .length
    } else {
      code.append(byte)
    }
  }

  @inline(never)
  private mutating func addOther(_ text: Span<UInt8>, at index: Int) -> Int {
    let byte = text[index]
    if (byte | 0x20) &- 0x61 <= 25 {
      if byte >= 0x61 { hasLowerCase = true }
      add(byte & 0xDF)
      return 1
    }
    let dash = dashLength(text, at: index)
    if dash > 0 {
      if firstGroup == 0 { firstGroup = code.count }
      beforeHyphen = code.count
      return dash
    }
    let ignorable = ignorableLength(text, at: index)
    if ignorable == 0 { fault = .characters } else if firstGroup == 0 { firstGroup = code.count }
    return max(ignorable, 1)
  }

  /// Sets the digit after the last hyphen apart, when it has the shape of one.
  private mutating func finish() {
    if hasLowerCase { repairs.insert(.upperCased) }
    guard beforeHyphen > 0, (1...2).contains(code.count - beforeHyphen) else { return }
    digit = code.suffix(from: beforeHyphen)
    code = code.prefix(beforeHyphen)
    repairs.insert(.digitSplit)
  }

  /// Takes the digit of its own column; one written with the number must be the same.
  @inline(__always)
  mutating func joinDigit(_ own: NumberText) {
    if own.code.isEmpty && own.fault == nil { return }
    repairs.formUnion(own.repairs)
    fault = fault ?? (own.digit.isEmpty ? own.fault : .digitConflict)
    if digit.isEmpty {
      digit = own.code
    } else if digit != own.code {
      fault = fault ?? .digitConflict
    }
  }

  /// Length of an operation that a mask sets in front of an account: three digits beginning with
  /// 0, which no group of thousands does, or a listed one of four; nil when there is none.
  var operationWidth: Int? {
    guard firstGroup > 0, firstGroup < code.count, code.isDigitsOnly else { return nil }
    if firstGroup == 4 { return CaixaOperations.isNew(code.prefix(4)) ? 4 : nil }
    return firstGroup == 3 && code.byte(0) == 0x30 ? 3 : nil
  }
}
