/// Finds records that repeat an earlier accepted one: by their own code, or the whole payee.
package struct DuplicateIndex: ~Copyable, Sendable {
  private let hasOwnCodes: Bool
  private var payees: FingerprintTable
  private var codes: FingerprintTable
  /// Makes the fingerprints that this index looks for.
  package let fingerprinting: Fingerprinting

  /// - Parameter records: an estimate; a wrong one costs time, not correctness.
  package init(hasOwnCodes: Bool, expecting records: Int) {
    self.hasOwnCodes = hasOwnCodes
    payees = FingerprintTable(expecting: records)
    codes = FingerprintTable(expecting: hasOwnCodes ? records : 0)
    fingerprinting = Fingerprinting()
  }

  /// Makes ready for the records with these fingerprints, see ``FingerprintTable/touch(_:)``.
  package mutating func touch(payees: ArraySlice<FingerprintTable.Fingerprint>) {
    self.payees.touch(payees)
  }

  /// Looks an accepted record up among the earlier ones and keeps it.
  ///
  /// - Parameters:
  ///   - customCode: the code written in the row, empty when it has none.
  ///   - newCode: the code under which the record is sent, where that is another one.
  /// - Returns: what is to be said of it; of severity error when the record must not be sent.
  package mutating func find(
    payee: FingerprintTable.Fingerprint, customCode: ArraySlice<UInt8>,
    newCode: ArraySlice<UInt8>? = nil, line: Int
  ) -> Finding? {
    if !customCode.isEmpty,
      case .same(let first) = codes.insert(fingerprinting.code(customCode), line: line)
    {
      return Finding(.duplicateCode, detail: .line(first))
    }
    // In two files put together a record may stand beside its own successor.
    if let newCode, case .same(let first) = codes.insert(fingerprinting.code(newCode), line: line) {
      return Finding(.duplicateCode, detail: .line(first))
    }
    switch payees.insert(payee, line: line) {
    case .new: return nil
    case .same(let first) where hasOwnCodes:
      return Finding(.repeatedPayee, detail: .line(first))
    case .same(let first): return Finding(.duplicatePayee, detail: .line(first))
    case .otherGroup(let first):
      return Finding(.sameAccountOtherDocument, detail: .line(first))
    }
  }
}
