package import Spreadsheets

/// A block of rows after the check: what was found and what the records mean, side by side.
///
/// A value of a few arrays whose memory is used again from block to block.
package struct CheckedBlock: Sendable {
  package internal(set) var rows = RowBlock()
  /// Rows before the first record: titles and header.
  package internal(set) var firstRow = 0
  package internal(set) var columns: CheckedColumns
  private var results: [Result] = []
  private var findings: [Finding] = []
  private var names: [UInt8] = []
  private var codes: [UInt8] = []
  /// Of the accepted records, in order.
  package private(set) var payees: [FingerprintTable.Fingerprint] = []

  /// Where the parts of one record's result stand in the arrays.
  private struct Result {
    var judgement: Judgement
    /// The code written in the row is used up.
    var needsNewCode: Bool
    /// Where the finding of a repetition stands; -1 for none.
    var repetition = -1
    var record: Record
    var findings: Range<Int>
    var name: Range<Int>
    var code: Range<Int>
  }

  init(columns: CheckedColumns) {
    self.columns = columns
  }

  /// Records in the block.
  package var recordCount: Int { results.count }

  /// The record at `index`, from 0.
  func record(_ index: Int) -> CheckedRecord {
    let result = results[index]
    var record = CheckedRecord(
      record: result.record, columns: columns, findings: findings[result.findings],
      name: names[result.name], customCode: newCode(index) ?? codes[result.code])
    if result.repetition >= 0 { record.findings.append(findings[result.repetition]) }
    return record
  }

  /// What became of the record at `index`.
  package func judgement(_ index: Int) -> Judgement { results[index].judgement }

  /// The row of the record at `index`.
  package func row(_ index: Int) -> Row { rows.row(firstRow + index) }

  mutating func removeAll() {
    results.removeAll(keepingCapacity: true)
    findings.removeAll(keepingCapacity: true)
    names.removeAll(keepingCapacity: true)
    codes.removeAll(keepingCapacity: true)
    payees.removeAll(keepingCapacity: true)
  }

  /// Keeps the result of the next row.
  mutating func append(
    _ record: Record, judgement: Judgement, findings: [Finding], name: [UInt8], code: [UInt8],
    needsNewCode: Bool
  ) {
    let (findingCount, nameCount, codeCount) = (self.findings.count, names.count, codes.count)
    // Mostly there is none of these; asking is cheaper than appending nothing.
    if !findings.isEmpty { self.findings.append(contentsOf: findings) }
    names.append(contentsOf: name)
    if !code.isEmpty { codes.append(contentsOf: code) }
    results.append(
      Result(
        judgement: judgement, needsNewCode: needsNewCode, record: record,
        findings: findingCount..<self.findings.count, name: nameCount..<names.count,
        code: codeCount..<codes.count))
  }

  /// Notes the fingerprint of the accepted record that was appended last.
  mutating func append(payee: FingerprintTable.Fingerprint) {
    payees.append(payee)
  }

  /// Notes what a comparison with earlier records found of the one at `index`.
  mutating func append(repetition: Finding, of index: Int) {
    results[index].repetition = findings.count
    findings.append(repetition)
    if repetition.severity == .error { results[index].judgement = .duplicate }
  }

  /// Whether there is nothing to say of the record at `index`: no finding, no code of its own.
  func isBare(_ index: Int) -> Bool {
    results[index].findings.isEmpty && results[index].repetition < 0
      && results[index].code.isEmpty
  }

  /// Whether any record brings a code of its own.
  var hasCodes: Bool { !codes.isEmpty }

  /// The code written in the row, ASCII; empty when it has none.
  func customCode(_ index: Int) -> ArraySlice<UInt8> { codes[results[index].code] }

  /// The code under which the record at `index` is sent, when the written one is used up.
  func newCode(_ index: Int) -> ArraySlice<UInt8>? {
    let result = results[index]
    guard result.needsNewCode else { return nil }
    return CodeLineage.code(after: codes[result.code], payee: result.record.payeeText)[...]
  }
}

/// One record after the check.
package struct CheckedRecord: Sendable {
  /// Complete only when the record was accepted.
  package let record: Record
  let columns: CheckedColumns
  package fileprivate(set) var findings: ArraySlice<Finding>
  /// Normalised, UTF-8.
  package let name: ArraySlice<UInt8>
  /// The code the row brings, or the one that follows it, ASCII; empty when it has none.
  package let customCode: ArraySlice<UInt8>

  /// The record as it leaves the building; only of an accepted one.
  package func outgoing(number: Int, customCode: String) -> OutgoingRecord {
    OutgoingRecord(record, name: name, number: number, customCode: customCode)
  }
}
