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
    var isAccepted: Bool
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
    return CheckedRecord(
      isAccepted: result.isAccepted, record: result.record, columns: columns,
      findings: findings[result.findings], name: names[result.name],
      customCode: codes[result.code])
  }

  /// The row of the record at `index`.
  package func row(_ index: Int) -> Row { rows.row(firstRow + index) }

  mutating func removeAll() {
    results.removeAll(keepingCapacity: true)
    findings.removeAll(keepingCapacity: true)
    names.removeAll(keepingCapacity: true)
    codes.removeAll(keepingCapacity: true)
    payees.removeAll(keepingCapacity: true)
  }

  /// Keeps what `checker` found in its latest row.
  mutating func append(
    _ checker: borrowing RecordChecker, isAccepted: Bool, _ fingerprinting: Fingerprinting
  ) {
    let (findingCount, nameCount, codeCount) = (findings.count, names.count, codes.count)
    findings.append(contentsOf: checker.findings)
    names.append(contentsOf: checker.name)
    codes.append(contentsOf: checker.customCode)
    if isAccepted { payees.append(fingerprinting.payee(checker.record)) }
    results.append(
      Result(
        isAccepted: isAccepted, record: checker.record,
        findings: findingCount..<findings.count, name: nameCount..<names.count,
        code: codeCount..<codes.count))
  }
}

/// One record after the check.
package struct CheckedRecord: Sendable {
  /// Whether the local check found nothing against sending it; repetition is judged later.
  package let isAccepted: Bool
  /// Complete only when the record was accepted.
  package let record: Record
  let columns: CheckedColumns
  package internal(set) var findings: ArraySlice<Finding>
  /// Normalised, UTF-8.
  package let name: ArraySlice<UInt8>
  /// The row's own code, ASCII; empty when it has none.
  package let customCode: ArraySlice<UInt8>

  /// The record as it leaves the building; only of an accepted one.
  package func outgoing(number: Int, customCode: String) -> OutgoingRecord {
    OutgoingRecord(record, name: name, number: number, customCode: customCode)
  }
}
