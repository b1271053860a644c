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

  /// The memory of the payees.
  var pages: SystemPages { payees.pages }

  /// Makes ready for a payee that is looked up soon, see ``FingerprintTable/prefetch(_:)``.
  @inline(__always)
  package func prefetch(payee: FingerprintTable.Fingerprint) {
    payees.prefetch(payee)
  }

  /// Makes ready for a code that is looked up soon, see ``FingerprintTable/prefetch(_:)``.
  @inline(__always)
  package func prefetch(code: FingerprintTable.Fingerprint) {
    codes.prefetch(code)
  }

  /// Looks a code of an accepted record, the written one or the one under which it is sent, up among
  /// the earlier ones and keeps it.
  ///
  /// - Returns: what is to be said of the record, which must not be sent then.
  @inline(__always)
  package mutating func find(code: FingerprintTable.Fingerprint, line: Int) -> Finding? {
    guard case .same(let first) = codes.insert(code, line: line) else { return nil }
    return Finding(.duplicateCode, detail: .line(first))
  }

  /// Looks the payee of an accepted record, whose code is new, up among the earlier ones and keeps
  /// it.
  ///
  /// - Returns: what is to be said of the record; of severity error when it must not be sent.
  @inline(__always)
  package mutating func find(payee: FingerprintTable.Fingerprint, line: Int) -> Finding? {
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
