/// What spreadsheets and exports do to a file; the raw value is stable.
package enum Damage: String, Sendable, CaseIterable, Codable {
  // Of a cell.
  case scientificNotation = "scientific_notation"
  case lostZeros = "lost_zeros"
  case decimalFraction = "decimal_fraction"
  case date
  case errorCell = "error_cell"
  case formula
  case wrappedText = "wrapped_text"
  case mojibake
  case lostAccents = "lost_accents"
  case invisibleCharacters = "invisible_characters"
  case foreignDigits = "foreign_digits"
  case doubleBlanks = "double_blanks"
  case lineBreak = "line_break"
  case nulByte = "nul_byte"
  // Of a row.
  case columnCount = "column_count"
  case openQuote = "open_quote"
  case tooLong = "too_long"
  case malformed
  case repeatedHeader = "repeated_header"

  /// Position in `allCases`.
  fileprivate var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Several kinds of damage.
package struct DamageSet: OptionSet, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// - Parameter damage: the only one.
  package init(_ damage: Damage) { rawValue = 1 << UInt32(damage.position) }

  /// The kinds, in the order of `Damage.allCases`.
  package var kinds: [Damage] { Damage.allCases.filter { contains(DamageSet($0)) } }

  mutating func insert(_ damage: Damage, if condition: Bool) {
    if condition { insert(DamageSet(damage)) }
  }
}
