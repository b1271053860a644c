/// Reads an amount as people write it: `1.234,56`, `R$ 1.234,56`, `1234.56`.
package enum AmountReading {
  package enum Result: Sendable, Equatable {
    /// Hundredths; may be outside what the API takes.
    case cents(Int64)
    case unreadable(Fault)
  }

  package enum Fault: Sendable, Equatable {
    /// No amount, or one with two readings, such as `1.234`.
    case form
    /// Payroll systems fill amounts in cents with zeros, so that `0000012079` may be 120.79 or 12,079.00.
    case zeroFilled
    /// Something else than digits, where hundredths are expected.
    case notWholeCents
  }

  /// - Parameters:
  ///   - text: UTF-8, not empty.
  ///   - inCents: whether the sheet writes hundredths, digits only; else units, with or without decimals.
  package static func read(_ text: Span<UInt8>, inCents: Bool = false) -> Result {
    if inCents { return wholeCents(text) }
    if let cents = plainCents(text) { return .cents(cents) }
    var index = 0
    while index < text.count, isPrefix(text, at: index) { index += prefixLength(text, at: index) }
    let start = index
    var whole: Int64 = 0
    var digits = 0
    var separators = Separators()
    while index < text.count {
      let byte = text[index]
      if byte &- 0x30 <= 9 {
        digits += 1
        guard digits <= 14 else { return .unreadable(.form) }
        whole = whole * 10 + Int64(byte - 0x30)
        separators.digit()
      } else if byte == 0x2E || byte == 0x2C {
        guard digits > 0, separators.separate(byte) else { return .unreadable(.form) }
      } else {
        return .unreadable(.form)
      }
      index += 1
    }
    guard digits > 0, let scale = separators.centsPerUnit else { return .unreadable(.form) }
    // Without decimals, grouped or not.
    let isZeroFilled = scale == 100 && digits > 1 && text[start] == 0x30
    return isZeroFilled ? .unreadable(.zeroFilled) : .cents(whole * scale)
  }

  /// Digits, blanks around them; with a sign of its own the number would be of units.
  private static func wholeCents(_ text: Span<UInt8>) -> Result {
    var cents: Int64 = 0
    var significant = 0
    for index in text.indices {
      let digit = text[index] &- 0x30
      guard digit <= 9 else { return .unreadable(.notWholeCents) }
      if significant > 0 || digit > 0 { significant += 1 }
      guard significant <= 14 else { return .unreadable(.form) }
      cents = cents * 10 + Int64(digit)
    }
    return .cents(cents)
  }

  /// `1234,56` and `1234.56`: at most ten digits, a separator, two digits.
  @inline(__always)
  private static func plainCents(_ text: Span<UInt8>) -> Int64? {
    let point = text.count - 3
    guard point > 0, point <= 10, text[point] == 0x2C || text[point] == 0x2E else { return nil }
    var digits: UInt64 = 0
    var isPlain = true
    for index in 0..<text.count where index != point {
      let digit = text[index] &- 0x30
      isPlain = isPlain && digit <= 9
      digits = digits &* 10 &+ UInt64(digit)
    }
    return isPlain ? Int64(digits) : nil
  }

  private static func isPrefix(_ text: Span<UInt8>, at index: Int) -> Bool {
    prefixLength(text, at: index) > 0
  }

  /// Bytes of a blank, `R` or `$` at `index`; 0 for anything else.
  private static func prefixLength(_ text: Span<UInt8>, at index: Int) -> Int {
    switch text[index] {
    case 0x20, 0x09, 0x52, 0x72, 0x24: 1
    case 0xC2 where index + 1 < text.count && text[index + 1] == 0xA0: 2
    default: 0
    }
  }

  /// What dots and commas have shown so far.
  private struct Separators {
    private var last: UInt8 = 0
    private var count = 0
    /// Another kind of separator stood before the last one.
    private var isMixed = false
    /// Digits since the last separator.
    private var tail = 0
    private var isGrouped = true

    mutating func digit() { tail += 1 }

    /// - Returns: whether a separator may stand here.
    mutating func separate(_ byte: UInt8) -> Bool {
      if isMixed { return false }
      if count > 0 {
        guard tail == 3 else { return false }
        if byte != last { isMixed = true }
      } else {
        isGrouped = tail <= 3
      }
      if count > 0, !isGrouped { return false }
      last = byte
      count += 1
      tail = 0
      return true
    }

    /// How many hundredths the last digit read is worth; `nil` when it cannot be told.
    var centsPerUnit: Int64? {
      if count == 0 { return 100 }
      if count > 1, !isMixed { return tail == 3 ? 100 : nil }
      switch tail {
      case 1: return 10
      case 2: return 1
      default: return nil
      }
    }
  }
}
