package import Spreadsheets

/// A block of rows after the check: what was found and, where it is wanted, what the records mean.
///
/// A value of a few arrays whose memory is used again from block to block. Of a record with nothing
/// to say, which most are, it holds eight bytes.
package struct CheckedBlock: Sendable {
  package internal(set) var rows = RowBlock()
  /// Rows before the first record: titles and header.
  package internal(set) var firstRow = 0
  package internal(set) var mapping: ColumnMapping
  /// Whether the records' values are kept, or only what is to be said of them.
  let keepsValues: Bool
  private var results: [Result] = []
  private var remarks: [Remark] = []
  private var findings: [Finding] = []
  private var values: [Values] = []
  private var mendedNames: [UInt8] = []
  /// Where the records' codes stand; empty when records bring none.
  private var codes: [CodePlace] = []
  private var mendedCodes: [UInt8] = []
  /// Codes under which records are sent whose written ones are used up, by index: few.
  private var newCodes: [Int: [UInt8]] = [:]
  /// Of the accepted records, in order.
  package private(set) var payees: [Fingerprint] = []
  /// Of the codes of the accepted records, in order; empty when records bring none.
  package private(set) var codeFingerprints: [Fingerprint] = []

  private struct Result {
    var judgement: Judgement
    /// Place in `remarks`; -1 when there is nothing to say.
    var remark: Int32 = -1
  }

  /// Where a record's findings stand.
  private struct Remark {
    var findings: Range<Int>
    /// Where the finding of a repetition stands; -1 for none.
    var repetition = -1
  }

  private struct Values {
    var record: Record
    /// Where the name stands: in `mendedNames`, or in the bytes of the rows when it is as written.
    var name: Range<Int>
    var isNameMended: Bool
  }

  /// Where a code stands: in `mendedCodes`, or in the bytes of the rows when it is as written.
  private struct CodePlace {
    var start: Int32
    var count: Int32
    var isMended: Bool

    var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
  }

  init(mapping: ColumnMapping, keepsValues: Bool) {
    self.mapping = mapping
    self.keepsValues = keepsValues
  }

  /// Records in the block.
  package var recordCount: Int { results.count }

  /// The record at `index`, from 0; of a block that keeps values.
  func record(_ index: Int) -> CheckedRecord {
    let values = values[index]
    let name =
      values.isNameMended ? mendedNames[values.name] : rows.bytes[values.name]
    return CheckedRecord(
      record: values.record, name: name,
      customCode: newCode(index) ?? customCode(index))
  }

  /// What became of the record at `index`.
  package func judgement(_ index: Int) -> Judgement { results[index].judgement }

  /// The row of the record at `index`.
  package func row(_ index: Int) -> Row { rows.rows[firstRow + index] }

  /// What is to be said of the record at `index`, a repetition last.
  package func findings(_ index: Int) -> ArraySlice<Finding> {
    guard results[index].remark >= 0 else { return [] }
    let remark = remarks[Int(results[index].remark)]
    var found = findings[remark.findings]
    if remark.repetition >= 0 { found.append(findings[remark.repetition]) }
    return found
  }

  /// Whether there is nothing to say of the record at `index`: no finding, and if it brings a code, it
  /// stands in the row as it should, see ``writtenCode(_:)``.
  func isBare(_ index: Int) -> Bool {
    results[index].remark < 0 && (codes.isEmpty || !codes[index].isMended)
  }

  /// Whether the record at `index` brings a code.
  func hasCode(_ index: Int) -> Bool { !codes.isEmpty && codes[index].count > 0 }

  /// Where the code of a bare record stands in the bytes of the rows; empty when it has none.
  func writtenCode(_ index: Int) -> Range<Int> { codes.isEmpty ? 0..<0 : codes[index].range }

  /// The code under which the record at `index` is sent, when the written one is used up.
  func newCode(_ index: Int) -> ArraySlice<UInt8>? {
    newCodes.isEmpty ? nil : newCodes[index].map { $0[...] }
  }

  /// The code written in the row, ASCII; empty when it has none.
  package func customCode(_ index: Int) -> ArraySlice<UInt8> {
    guard !codes.isEmpty else { return [] }
    let place = codes[index]
    return place.isMended ? mendedCodes[place.range] : rows.bytes[place.range]
  }
}

// MARK: Filling

extension CheckedBlock {
  mutating func removeAll() {
    results.removeAll(keepingCapacity: true)
    remarks.removeAll(keepingCapacity: true)
    findings.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    mendedNames.removeAll(keepingCapacity: true)
    codes.removeAll(keepingCapacity: true)
    mendedCodes.removeAll(keepingCapacity: true)
    codeFingerprints.removeAll(keepingCapacity: true)
    newCodes.removeAll(keepingCapacity: true)
    payees.removeAll(keepingCapacity: true)
  }

  /// Keeps what `checker` found in the next row: mostly nothing but the judgement.
  ///
  /// - Parameter checker: large, so it is given by its address (what is borrowed may be copied);
  ///   nothing in it is changed.
  @inline(__always)
  mutating func append(_ checker: inout RecordChecker, judgement: Judgement) {
    var result = Result(judgement: judgement)
    if !checker.findings.isEmpty {
      result.remark = Int32(truncatingIfNeeded: remarks.count)
      append(findings: checker.findings)
    }
    results.append(result)
    if checker.columns.hasCodes { appendCode(of: &checker) }
    if keepsValues { appendValues(of: &checker) }
  }

  private mutating func append(findings found: [Finding]) {
    remarks.append(Remark(findings: findings.count..<findings.count + found.count))
    findings.append(contentsOf: found)
  }

  private mutating func appendCode(of checker: inout RecordChecker) {
    guard !checker.isCodeMended else { return appendMendedCode(of: &checker) }
    let place = checker.writtenCode
    codes.append(
      CodePlace(
        start: Int32(truncatingIfNeeded: place.lowerBound),
        count: Int32(truncatingIfNeeded: place.count), isMended: false))
  }

  @inline(never)
  private mutating func appendMendedCode(of checker: inout RecordChecker) {
    codes.append(
      CodePlace(
        start: Int32(mendedCodes.count), count: Int32(checker.mendedCode.count), isMended: true))
    mendedCodes.append(contentsOf: checker.mendedCode)
    if let newCode = checker.newCode { newCodes[codes.count - 1] = newCode }
  }

  @inline(never)
  private mutating func appendValues(of checker: inout RecordChecker) {
    var values = Values(
      record: checker.record, name: checker.writtenName, isNameMended: checker.isNameMended)
    if checker.isNameMended {
      values.name = mendedNames.count..<mendedNames.count + checker.mendedName.count
      mendedNames.append(contentsOf: checker.mendedName)
    }
    self.values.append(values)
  }

  /// Notes the fingerprint of the accepted record that was appended last.
  mutating func append(payee: Fingerprint) {
    payees.append(payee)
  }

  /// Notes the fingerprint of the code of the accepted record that was appended last.
  mutating func append(code: Fingerprint) {
    codeFingerprints.append(code)
  }

  /// Notes what a comparison with earlier records found of the one at `index`.
  mutating func append(repetition: Finding, of index: Int) {
    if results[index].remark < 0 {
      results[index].remark = Int32(remarks.count)
      remarks.append(Remark(findings: findings.count..<findings.count))
    }
    remarks[Int(results[index].remark)].repetition = findings.count
    findings.append(repetition)
    if repetition.severity == .error { results[index].judgement = .duplicate }
  }
}

/// The values of one record after the check.
package struct CheckedRecord: Sendable {
  /// Complete only when the record was accepted.
  package let record: Record
  /// Normalised, UTF-8.
  package let name: ArraySlice<UInt8>
  /// The code the row brings, or the one that follows it, ASCII; empty when it has none.
  package let customCode: ArraySlice<UInt8>

  /// The record as it leaves the building; only of an accepted one.
  package func outgoing(number: Int, customCode: String) -> OutgoingRecord {
    OutgoingRecord(record, name: name, number: number, customCode: customCode)
  }
}
