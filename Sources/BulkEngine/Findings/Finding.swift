/// A problem of one record that was found here, as a value; nothing personal in it.
@usableFromInline package struct Finding: Sendable, Equatable {
  @usableFromInline package var code: FindingCode
  /// `nil` for a problem of the whole row.
  @usableFromInline package var field: Field?
  @usableFromInline package var severity: Severity
  @usableFromInline package var detail: Detail

  /// What a sentence adds to the code; never the person's value.
  @usableFromInline package enum Detail: Sendable, Equatable {
    case none
    /// The right digit in ASCII, or the right two; 0 for no second one.
    case expected(UInt8, UInt8)
    /// One exchanged or changed digit would explain a wrong number.
    case typingError
    /// A letter and a digit that look alike, ASCII: with the other one at this 1-based position a
    /// wrong number would hold.
    case lookAlike(position: Int, letter: UInt8, digit: UInt8)
    /// How many there are and how many there should be.
    case counts(found: Int, expected: Int, hint: RowHint = .none)
    /// Physical line of an earlier record, or of an opening quote.
    case line(Int, hint: RowHint = .none)
    /// A Unicode scalar that cannot be seen.
    case character(UInt32)
    /// What the value should be: a number of four digits.
    case number(UInt16)
    /// A column, 1-based.
    case column(Int)
    /// A day, `20261102`.
    case day(Int32)
    /// The eight characters of the code of a run, first one first, and a day.
    case run(UInt64, Int32)
  }

  /// What a finding does to its record.
  @usableFromInline package enum Severity: String, Sendable {
    /// The record is not sent.
    case error
    case warning
    /// A value was repaired.
    case repair
  }

  @inlinable
  package init(
    _ code: FindingCode, _ field: Field? = nil, severity: Severity? = nil, detail: Detail = .none
  ) {
    self.code = code
    self.field = field
    self.severity = severity ?? code.severity
    self.detail = detail
  }
}

extension Finding {
  /// The finding without its detail: what findings that are counted together have in common.
  var kind: Finding { Finding(code, field, severity: severity) }
}
