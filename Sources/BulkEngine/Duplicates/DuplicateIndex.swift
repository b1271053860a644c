import Spreadsheets

/// Finds records that repeat an earlier accepted one: by their own code, or as a whole.
///
/// Its entries either hold whole fingerprints, or so much of them that an earlier record is looked at
/// again before anything is said of it.
struct DuplicateIndex<RecordEntry: FingerprintEntry, CodeEntry: FingerprintEntry>: ~Copyable {
  private let repetitions: FindingCatalogue.Repetitions
  private let hasOwnCodes: Bool
  private var records: FingerprintTable<RecordEntry>
  private var codes: FingerprintTable<CodeEntry>
  /// Where earlier records are read again; nil when entries hold whole fingerprints.
  private let earlier: EarlierRecords?
  private let groupSize: Int
  private var acceptedCount = 0
  /// Of the accepted records of the latest block.
  private var codesOfBlock: [Fingerprint] = []
  /// Makes the fingerprints that this index looks for.
  let fingerprinting: Fingerprinting

  /// - Parameters:
  ///   - records: an estimate; a wrong one costs time, not correctness.
  ///   - earlier: the records under whose numbers entries are kept; without it numbers are lines.
  init(
    _ repetitions: FindingCatalogue.Repetitions, hasOwnCodes: Bool, expecting records: Int,
    fingerprinting: Fingerprinting = Fingerprinting(),
    earlier: EarlierRecords? = nil
  ) {
    self.repetitions = repetitions
    self.hasOwnCodes = hasOwnCodes
    self.fingerprinting = fingerprinting
    self.earlier = earlier
    groupSize = earlier?.groupSize ?? 1
    self.records = FingerprintTable(expecting: records)
    codes = FingerprintTable(expecting: hasOwnCodes ? records : 0)
  }

  /// Takes what was collected from the whole input: an earlier record is judged as it was.
  func take(_ survey: any SheetSurvey) { earlier?.take(survey) }

  /// The memory of the records.
  var pages: SystemPages { records.pages }

  /// Makes ready for a record that is looked up soon, see ``FingerprintTable/prefetch(_:)``.
  @inline(__always)
  func prefetch(identity: Fingerprint) {
    records.prefetch(identity)
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

  /// Looks the identity of an accepted record, whose code is new, up among the earlier ones and keeps
  /// it.
  ///
  /// - Returns: what is to be said of the record; of severity error when it must not be sent.
  /// - Throws: what reading an earlier record throws.
  @inline(__always)
  mutating func find(identity: Fingerprint, number: Int) throws -> Finding? {
    records.insertUnlike(identity, number: number)
      ? nil : try findLike(identity: identity, number: number)
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
  private mutating func findLike(identity: Fingerprint, number: Int) throws -> Finding? {
    let earlier = earlier
    let match = try records.insert(identity, number: number) { number, likeness in
      guard let earlier else { return likeness }
      return try earlier.record(number).identity.likeness(to: identity)
    }
    switch match {
    case .new: return nil
    case .same(let first):
      let code = hasOwnCodes ? repetitions.underOtherCode : repetitions.whole
      return Finding(code, detail: .line(try line(of: first)))
    case .otherGroup(let first):
      return Finding(repetitions.otherGroup, detail: .line(try line(of: first)))
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
    block.fingerprintCodes(fingerprinting, into: &codesOfBlock)
    let (identities, codes, rows) = (block.identities, codesOfBlock, block.rows.rows)
    let readsAgain = earlier != nil
    precondition(!readsAgain || acceptedCount + identities.count < RecordEntry.numberLimit)
    var accepted = 0
    for index in 0..<block.recordCount where block.judgement(index) == .ready {
      let ahead = accepted + Self.prefetchDistance
      if ahead < identities.count { prefetch(identity: identities[ahead]) }
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
      if found == nil { found = try find(identity: identities[accepted], number: number) }
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
