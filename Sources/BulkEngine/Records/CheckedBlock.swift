package import Spreadsheets

/// A block of rows after the check: what was found and, where it is wanted, what the records mean.
///
/// A value of a few arrays whose memory is used again from block to block. Of a record with nothing
/// to say, which most are, it holds eight bytes. An operation's check fills it, see ``RowChecker``.
@usableFromInline package struct CheckedBlock: Sendable {
  package internal(set) var rows = RowBlock()
  /// Rows before the first record: titles and header.
  package internal(set) var firstRow = 0
  package internal(set) var mapping: ColumnMapping
  /// Whether the records' values are kept, or only what is to be said of them.
  package let keepsValues: Bool
  @usableFromInline var results: [Result] = []
  /// Where the findings of records stand that have some.
  @usableFromInline var remarks: [Range<Int>] = []
  @usableFromInline var findings: [Finding] = []
  var values = RecordValues()
  /// Where the records' codes stand; empty when records bring none.
  @usableFromInline var codes: [CodePlace] = []
  private var repairedCodes: [UInt8] = []
  /// Codes under which records are sent whose written ones are used up, by index: few.
  private var newCodes: [Int: [UInt8]] = [:]
  /// Codes that an earlier run gave to records and a person changed, by index: few.
  private var formerCodes: [Int: [UInt8]] = [:]
  /// What the ledger says of records, by index.
  var answers: [Int: LedgerMark] = [:]
  /// Of the accepted records, in order.
  @usableFromInline package var identities: [Fingerprint] = []

  @usableFromInline struct Result: Sendable {
    @usableFromInline var judgement: Judgement
    /// Place in `remarks`; -1 when there is nothing to say.
    @usableFromInline var remark: Int32

    @inlinable init(judgement: Judgement, remark: Int32) {
      self.judgement = judgement
      self.remark = remark
    }
  }

  /// Where a code stands: in `repairedCodes`, or in the bytes of the rows when it is as written.
  @usableFromInline struct CodePlace: Sendable {
    @usableFromInline var start: Int32
    @usableFromInline var count: Int32
    @usableFromInline var isRepaired: Bool

    @inlinable init(start: Int32, count: Int32, isRepaired: Bool) {
      self.start = start
      self.count = count
      self.isRepaired = isRepaired
    }

    var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
  }

  package init(mapping: ColumnMapping, keepsValues: Bool) {
    self.mapping = mapping
    self.keepsValues = keepsValues
  }

  /// Records in the block.
  package var recordCount: Int { results.count }

  /// What became of the record at `index`, from 0.
  package func judgement(_ index: Int) -> Judgement { results[index].judgement }

  /// The row of the record at `index`.
  package func row(_ index: Int) -> Row { rows.rows[firstRow + index] }

  /// Whether something is to be said of the record at `index`.
  func hasFindings(_ index: Int) -> Bool { results[index].remark >= 0 }

  /// What is to be said of the record at `index`, a repetition last.
  package func findings(_ index: Int) -> ArraySlice<Finding> {
    guard results[index].remark >= 0 else { return [] }
    return findings[remarks[Int(results[index].remark)]]
  }

  /// Whether the code of the record at `index`, if it brings one, stands in the row as it should, see
  /// ``writtenCode(_:)``.
  func hasCodeAsWritten(_ index: Int) -> Bool { codes.isEmpty || !codes[index].isRepaired }
}

// MARK: Codes

extension CheckedBlock {
  /// Whether the record at `index` brings a code.
  func hasCode(_ index: Int) -> Bool { !codes.isEmpty && codes[index].count > 0 }

  /// Where a code that is as written stands in the bytes of the rows; empty when the record has none.
  func writtenCode(_ index: Int) -> Range<Int> { codes.isEmpty ? 0..<0 : codes[index].range }

  /// The code under which the record at `index` is sent, when the written one is used up.
  package func newCode(_ index: Int) -> ArraySlice<UInt8>? {
    newCodes.isEmpty ? nil : newCodes[index].map { $0[...] }
  }

  /// The code written in the row, ASCII; empty when it has none.
  package func customCode(_ index: Int) -> ArraySlice<UInt8> {
    guard !codes.isEmpty else { return [] }
    let place = codes[index]
    return place.isRepaired ? repairedCodes[place.range] : rows.bytes[place.range]
  }

  /// Makes the fingerprints of the codes of the accepted records, in order; none when records bring none.
  ///
  /// - Parameter fingerprints: memory to use again.
  func fingerprintCodes(_ fingerprinting: Fingerprinting, into fingerprints: inout [Fingerprint]) {
    fingerprints.removeAll(keepingCapacity: true)
    guard !codes.isEmpty else { return }
    let (written, repaired) = (rows.bytes.span, repairedCodes.span)
    for index in results.indices where results[index].judgement == .ready {
      let place = codes[index]
      fingerprints.append(
        fingerprinting.code((place.isRepaired ? repaired : written).extracting(place.range)))
    }
  }

  /// The code under which an earlier run may have sent the record at `index`, when it has another now.
  func predecessor(_ index: Int) -> Predecessor? {
    if newCode(index) != nil {
      return Predecessor(customCode: String(decoding: customCode(index), as: UTF8.self))
    }
    guard !formerCodes.isEmpty, let former = formerCodes[index] else { return nil }
    return Predecessor(
      customCode: String(decoding: former, as: UTF8.self), isReplacedByHand: true)
  }
}

// MARK: Values

/// Values of records as bytes, one behind the other, each record with as many.
struct RecordValues: Sendable {
  private var bytes: [UInt8] = []
  /// Where values end; the first one begins at 0.
  private var ends: [Int32] = []
  /// `Int64.min` for a record without an amount.
  private var amounts: [Int64] = []

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    amounts.removeAll(keepingCapacity: true)
  }

  mutating func append(_ value: Span<UInt8>) {
    for index in value.indices { bytes.append(value[index]) }
    endValue()
  }

  mutating func append(byte: UInt8) { bytes.append(byte) }

  mutating func endValue() { ends.append(Int32(truncatingIfNeeded: bytes.count)) }

  mutating func endRecord(amountInCents: Int64?) { amounts.append(amountInCents ?? .min) }

  private var valuesOfRecord: Int { amounts.isEmpty ? 0 : ends.count / amounts.count }

  func value(_ position: Int, of index: Int) -> ArraySlice<UInt8> {
    let place = index * valuesOfRecord + position
    return bytes[(place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])]
  }

  func texts(of index: Int) -> [String] {
    (0..<valuesOfRecord).map { String(decoding: value($0, of: index), as: UTF8.self) }
  }

  func amountInCents(of index: Int) -> Int64? {
    amounts[index] == .min ? nil : amounts[index]
  }
}

extension CheckedBlock {
  /// A value of the record at `index`, UTF-8; of a block that keeps values. The values of a record that
  /// was not accepted may be empty.
  package func value(_ position: Int, of index: Int) -> ArraySlice<UInt8> {
    values.value(position, of: index)
  }

  /// The accepted record at `index` as it leaves the building; of a block that keeps values.
  package func outgoing(_ index: Int, number: Int, customCode: String) -> OutgoingRecord {
    let predecessor = predecessor(index)
    return OutgoingRecord(
      number: number, customCode: customCode, values: values.texts(of: index),
      amountInCents: values.amountInCents(of: index),
      predecessor: predecessor?.customCode == customCode ? nil : predecessor)
  }

  /// Appends the next value of the record under way.
  package mutating func append(value: Span<UInt8>) { values.append(value) }

  /// Appends a byte to the next value, see ``endValue()``.
  package mutating func append(byteOfValue byte: UInt8) { values.append(byte: byte) }

  package mutating func endValue() { values.endValue() }

  /// Ends the values of the record under way: as many for each record.
  ///
  /// - Parameter amountInCents: hundredths of the currency.
  package mutating func endValues(amountInCents: Int64?) {
    values.endRecord(amountInCents: amountInCents)
  }
}

// MARK: Filling

extension CheckedBlock {
  package mutating func removeAll() {
    results.removeAll(keepingCapacity: true)
    remarks.removeAll(keepingCapacity: true)
    findings.removeAll(keepingCapacity: true)
    values.removeAll()
    codes.removeAll(keepingCapacity: true)
    repairedCodes.removeAll(keepingCapacity: true)
    newCodes.removeAll(keepingCapacity: true)
    formerCodes.removeAll(keepingCapacity: true)
    identities.removeAll(keepingCapacity: true)
    answers.removeAll(keepingCapacity: true)
  }

  /// Begins the next record with what was found in its row: mostly nothing.
  @inlinable @inline(__always)
  package mutating func append(_ judgement: Judgement, _ found: [Finding]) {
    var remark: Int32 = -1
    if !found.isEmpty {
      remark = Int32(truncatingIfNeeded: remarks.count)
      remarks.append(findings.count..<findings.count + found.count)
      for index in found.indices { findings.append(found[index]) }
    }
    results.append(Result(judgement: judgement, remark: remark))
  }

  /// Keeps the code that the record brings; of rows that may bring codes, for every record.
  ///
  /// - Parameter code: large, so it is given by its address (what is borrowed may be copied); nothing in
  ///   it is changed.
  @inlinable @inline(__always)
  package mutating func append(code: inout CodeReading) {
    guard !code.isRepaired else { return append(repaired: &code) }
    let place = code.written
    codes.append(
      CodePlace(
        start: Int32(truncatingIfNeeded: place.lowerBound),
        count: Int32(truncatingIfNeeded: place.count), isRepaired: false))
  }

  @inline(never) @usableFromInline
  mutating func append(repaired code: inout CodeReading) {
    codes.append(
      CodePlace(
        start: Int32(repairedCodes.count), count: Int32(code.repaired.count), isRepaired: true))
    repairedCodes.append(contentsOf: code.repaired)
    if !code.former.isEmpty { formerCodes[codes.count - 1] = code.former }
  }

  /// Gives the record that was appended last, whose code is used up, the one that follows.
  ///
  /// - Parameter identity: what is looked up of the record: the same however it is written.
  package mutating func append(codeAfter code: [UInt8], identity: String) {
    newCodes[codes.count - 1] = CodeLineage.code(after: code, record: identity)
  }

  /// Notes the fingerprint of the accepted record that was appended last.
  @inlinable @inline(__always)
  package mutating func append(identity: Fingerprint) { identities.append(identity) }

  /// Notes what a comparison with earlier records found of the one at `index`.
  mutating func append(repetition: Finding, of index: Int) {
    let start = findings.count
    if results[index].remark < 0 {
      results[index].remark = Int32(remarks.count)
      remarks.append(start..<start)
    }
    // What belongs to one record stands together; what was there before stays behind unused.
    let remark = Int(results[index].remark)
    for place in remarks[remark] {
      let earlier = findings[place]
      findings.append(earlier)
    }
    findings.append(repetition)
    remarks[remark] = start..<findings.count
    if repetition.severity == .error { results[index].judgement = .duplicate }
  }
}

/// What became of a record in the local check.
@usableFromInline package enum Judgement: Sendable, Equatable {
  case ready
  case rejected
  case duplicate
}
