import Spreadsheets

/// Finds records that repeat an earlier accepted one: by their own code, or the whole payee.
///
/// Its entries either hold whole fingerprints, or so much of them that an earlier record is looked at
/// again before anything is said of it.
struct DuplicateIndex<PayeeEntry: FingerprintEntry, CodeEntry: FingerprintEntry>: ~Copyable {
  private let hasOwnCodes: Bool
  private var payees: FingerprintTable<PayeeEntry>
  private var codes: FingerprintTable<CodeEntry>
  /// Where earlier records are read again; nil when entries hold whole fingerprints.
  private let earlier: EarlierRecords?
  private let groupSize: Int
  private var acceptedCount = 0
  /// Makes the fingerprints that this index looks for.
  let fingerprinting: Fingerprinting

  /// - Parameters:
  ///   - records: an estimate; a wrong one costs time, not correctness.
  ///   - earlier: the records under whose numbers entries are kept; without it numbers are lines.
  init(
    hasOwnCodes: Bool, expecting records: Int, fingerprinting: Fingerprinting = Fingerprinting(),
    earlier: EarlierRecords? = nil
  ) {
    self.hasOwnCodes = hasOwnCodes
    self.fingerprinting = fingerprinting
    self.earlier = earlier
    groupSize = earlier?.groupSize ?? 1
    payees = FingerprintTable(expecting: records)
    codes = FingerprintTable(expecting: hasOwnCodes ? records : 0)
  }

  /// The memory of the payees.
  var pages: SystemPages { payees.pages }

  /// Makes ready for a payee that is looked up soon, see ``FingerprintTable/prefetch(_:)``.
  @inline(__always)
  func prefetch(payee: Fingerprint) {
    payees.prefetch(payee)
  }

  /// Makes ready for a code that is looked up soon.
  @inline(__always)
  func prefetch(code: Fingerprint) {
    codes.prefetch(code)
  }

  /// Looks a code of an accepted record, the written one or the one under which it is sent, up among
  /// the earlier ones and keeps it.
  ///
  /// - Returns: what is to be said of the record, which must not be sent then.
  /// - Throws: what reading an earlier record throws.
  @inline(__always)
  mutating func find(code: Fingerprint, number: Int) throws -> Finding? {
    codes.insertUnlike(code, number: number) ? nil : try findLike(code: code, number: number)
  }

  /// Looks the payee of an accepted record, whose code is new, up among the earlier ones and keeps
  /// it.
  ///
  /// - Returns: what is to be said of the record; of severity error when it must not be sent.
  /// - Throws: what reading an earlier record throws.
  @inline(__always)
  mutating func find(payee: Fingerprint, number: Int) throws -> Finding? {
    payees.insertUnlike(payee, number: number) ? nil : try findLike(payee: payee, number: number)
  }

  @inline(never)
  private mutating func findLike(code: Fingerprint, number: Int) throws -> Finding? {
    let earlier = earlier
    let match = try codes.insert(code, number: number) { number, likeness in
      guard let earlier else { return likeness }
      return try earlier.record(number).has(code: code) ? .same : .different
    }
    guard case .same(let first) = match else { return nil }
    return Finding(.duplicateCode, detail: .line(try line(of: first)))
  }

  @inline(never)
  private mutating func findLike(payee: Fingerprint, number: Int) throws -> Finding? {
    let earlier = earlier
    let match = try payees.insert(payee, number: number) { number, likeness in
      guard let earlier else { return likeness }
      return try earlier.record(number).payee.likeness(to: payee)
    }
    switch match {
    case .new: return nil
    case .same(let first):
      let code: FindingCode = hasOwnCodes ? .repeatedPayee : .duplicatePayee
      return Finding(code, detail: .line(try line(of: first)))
    case .otherGroup(let first):
      return Finding(.sameAccountOtherDocument, detail: .line(try line(of: first)))
    }
  }

  private func line(of number: Int) throws -> Int {
    try earlier?.record(number).line ?? number
  }
}

extension DuplicateIndex {
  /// How many records ahead is prefetched: as many as the processor can ask for at a time.
  private static var prefetchDistance: Int { 12 }

  /// Compares the accepted records of `block` with all earlier ones.
  ///
  /// - Throws: what reading an earlier record throws.
  mutating func judge(_ block: inout CheckedBlock) throws {
    let (payees, codes, rows) = (block.payees, block.codeFingerprints, block.rows.rows)
    let readsAgain = earlier != nil
    precondition(!readsAgain || acceptedCount + payees.count < PayeeEntry.numberLimit)
    var accepted = 0
    for index in 0..<block.recordCount where block.judgement(index) == .ready {
      let ahead = accepted + Self.prefetchDistance
      if ahead < payees.count { prefetch(payee: payees[ahead]) }
      let row = rows[block.firstRow + index]
      let number = readsAgain ? nextNumber(row) : row.line
      var found: Finding?
      if !codes.isEmpty {
        if ahead < codes.count { prefetch(code: codes[ahead]) }
        if block.hasCode(index) { found = try find(code: codes[accepted], number: number) }
        // In two files put together a record may stand beside its own successor.
        if found == nil, let newCode = block.newCode(index) {
          found = try find(code: fingerprinting.code(Array(newCode).span), number: number)
        }
      }
      if found == nil { found = try find(payee: payees[accepted], number: number) }
      if let found { block.append(repetition: found, of: index) }
      accepted += 1
    }
  }

  /// The number of the next accepted record, from 0.
  @inline(__always)
  private mutating func nextNumber(_ row: Row) -> Int {
    if acceptedCount % groupSize == 0 { earlier?.beginGroup(at: row.position) }
    acceptedCount += 1
    return acceptedCount - 1
  }
}
