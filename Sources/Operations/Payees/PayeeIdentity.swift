package import BulkEngine

extension LedgerIdentity {
  /// The texts of a payee: document, bank, branch and account the same however they are written.
  ///
  /// Account and check digit are one text, since a sheet may have them in one cell or in two. A check
  /// digit that banks write as X, P or 0 is 0.
  package mutating func add(payee value: (Int) -> ArraySlice<UInt8>) {
    func text(_ position: PayeeValue) -> ArraySlice<UInt8> { value(position.rawValue) }
    person += text(.document)
    place += text(.bankCode)
    place.append(Self.separator)
    place += text(.bankBranch).drop { $0 == Self.zero }
    place.append(Self.separator)
    place += text(.account).drop { $0 == Self.zero }
    for digit in text(.accountDigit) {
      place.append(digit == 0x58 || digit == 0x50 ? Self.zero : digit)
    }
    whole += person
    whole.append(Self.separator)
    whole += place
    whole.append(Self.separator)
    whole += text(.accountType)
  }

  private static let zero: UInt8 = 0x30
  private static let separator: UInt8 = 0x7C
}
