import Spreadsheets
import Synchronization

/// Checks whole blocks, in their order, in a task of its own, while others are read and written.
actor BlockChecker {
  private let pass: RecordPass
  private let keepsValues: Bool
  private let fingerprinting: Fingerprinting
  private var checker: any RowChecker
  private var mapping: ColumnMapping
  private var cardData: CardDataRefusal
  /// What was collected from the whole input, where a check asked for it.
  private var known: (any SheetSurvey)?
  private var rowsToSkip: Int
  private var knownColumns: Int
  /// Memory to fill next.
  private let spares = Mutex<[CheckedBlock]>([])

  /// - Parameter keepsValues: whether those who look at the blocks want the records' values.
  init(_ pass: RecordPass, _ fingerprinting: Fingerprinting, keepsValues: Bool) {
    self.pass = pass
    self.keepsValues = keepsValues
    self.fingerprinting = fingerprinting
    mapping = pass.input.mapping
    cardData = CardDataRefusal(mapping, isKeyed: pass.input.format.dialect == nil)
    checker = pass.checker(mapping, fingerprinting)
    rowsToSkip = pass.input.rowsBeforeRecords
    knownColumns = pass.input.headerBlock.columns.count
  }

  /// A block after the check, or what must be known before it can be checked.
  enum Outcome: Sendable {
    case checked(CheckedBlock)
    /// The block comes back as it was.
    case asks(any SheetSurvey, RowBlock)
  }

  /// Checks every record of `block`.
  ///
  /// - Parameter survey: what the check of this block asked for.
  /// - Throws: ``CardDataPresent``, ``ColumnMappingError`` when JSON keys met on the way are ambiguous.
  func check(
    _ block: consuming RowBlock, knowing survey: (any SheetSurvey)? = nil
  ) throws -> Outcome {
    // Keys keep their columns; the first blocks may know fewer than the input does.
    if block.columns.count > knownColumns {
      let headers = Input.headers(of: block.columns, pass.input.layout)
      try CardDataRefusal.refuse(keys: headers, from: knownColumns, of: block)
      knownColumns = block.columns.count
      mapping = try pass.input.mapping(for: block.columns)
      cardData = CardDataRefusal(mapping, isKeyed: true)
      checker = pass.checker(mapping, fingerprinting)
      if let known { checker.take(known) }
    }
    if let survey {
      known = survey
      checker.take(survey)
    }
    var checked =
      spares.withLock { $0.popLast() }
      ?? CheckedBlock(mapping: mapping, keepsValues: keepsValues)
    checked.mapping = mapping
    checked.firstRow = min(rowsToSkip, block.rowCount)
    // Before anybody else sees the rows.
    try cardData.refuse(checked.firstRow..<block.rowCount, of: block)
    if let wanted = checker.check(checked.firstRow..<block.rowCount, of: block, into: &checked) {
      reuse(checked)
      return .asks(wanted, block)
    }
    rowsToSkip -= checked.firstRow
    checked.rows = block
    return .checked(checked)
  }

  /// Takes back a block that was looked at, without its rows.
  nonisolated func reuse(_ block: consuming CheckedBlock) {
    block.removeAll()
    let spare = block
    spares.withLock { $0.append(spare) }
  }
}
