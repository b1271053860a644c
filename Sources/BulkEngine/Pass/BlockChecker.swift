import BrazilianBanking
import Spreadsheets
import Synchronization

/// Checks whole blocks, in their order, in a task of its own, while others are read and written.
actor BlockChecker {
  private let pass: RecordPass
  private let keepsValues: Bool
  private let fingerprinting: Fingerprinting
  private var duplicates: Duplicates
  private var checker: RecordChecker
  private var rowsToSkip: Int
  private var knownColumns: Int
  private nonisolated let pages: SystemPages
  /// Memory to fill next.
  private let spares = Mutex<[CheckedBlock]>([])

  /// - Parameter keepsValues: whether those who look at the blocks want the records' values.
  init(_ pass: RecordPass, keepsValues: Bool) {
    self.pass = pass
    self.keepsValues = keepsValues
    fingerprinting = Fingerprinting()
    duplicates = Duplicates(pass, fingerprinting)
    pages = duplicates.pages
    checker = pass.checker(pass.input.mapping)
    rowsToSkip = pass.input.rowsBeforeRecords
    knownColumns = pass.input.headerBlock.columns.count
  }

  /// Checks every record of `block`.
  ///
  /// - Throws: ``ColumnMappingError`` when JSON keys met on the way are ambiguous; ``SpreadsheetError``
  ///   and ``InputError`` when an earlier record cannot be read again.
  func check(_ block: consuming RowBlock) throws -> CheckedBlock {
    // Keys keep their columns; the first blocks may know fewer than the input does.
    if block.columns.count > knownColumns {
      knownColumns = block.columns.count
      checker = pass.checker(try pass.input.mapping(for: block.columns))
    }
    var checked =
      spares.withLock { $0.popLast() }
      ?? CheckedBlock(mapping: checker.mapping, keepsValues: keepsValues)
    checked.mapping = checker.mapping
    checked.firstRow = min(rowsToSkip, block.rowCount)
    rowsToSkip -= checked.firstRow
    checker.check(
      checked.firstRow..<block.rowCount, of: block, into: &checked, fingerprinting)
    checked.rows = block
    try duplicates.judge(&checked)
    return checked
  }

  /// Brings the memory for finding duplicates. The first blocks need nearly all of it, and waited for
  /// it page by page.
  nonisolated func populate() async {
    pages.populate()
  }

  /// Takes back a block that was looked at, without its rows.
  nonisolated func reuse(_ block: consuming CheckedBlock) {
    block.removeAll()
    let spare = block
    spares.withLock { $0.append(spare) }
  }
}

extension RecordChecker {
  /// Checks these rows of `block` and keeps their results in `checked`.
  fileprivate mutating func check(
    _ rows: Range<Int>, of block: borrowing RowBlock, into checked: inout CheckedBlock,
    _ fingerprinting: Fingerprinting
  ) {
    for index in rows {
      let isAccepted = check(block.rows[index], in: block)
      checked.append(
        &self, judgement: isAccepted ? .ready : repeatsEarlierRun ? .duplicate : .rejected)
      guard isAccepted else { continue }
      checked.append(payee: fingerprinting.payee(record))
      if columns.hasCodes { checked.append(code: fingerprintOfCode(in: block, fingerprinting)) }
    }
  }
}
