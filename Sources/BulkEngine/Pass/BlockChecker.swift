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
  private var others: OthersInCodes
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
    others = OthersInCodes(bytes: pass.input.bytes)
    rowsToSkip = pass.input.rowsBeforeRecords
    knownColumns = pass.input.headerBlock.columns.count
  }

  /// A block after the check, or what must be known before it can be checked.
  enum Outcome: Sendable {
    case checked(CheckedBlock)
    /// The block comes back as it was.
    case asks(SheetPersons.Kinds, RowBlock)
  }

  /// Checks every record of `block`.
  ///
  /// - Parameter persons: what the check of this block asked for.
  /// - Throws: ``ColumnMappingError`` when JSON keys met on the way are ambiguous; ``SpreadsheetError``
  ///   and ``InputError`` when an earlier record cannot be read again.
  func check(
    _ block: consuming RowBlock, knowing persons: SheetPersons? = nil
  ) throws -> Outcome {
    // Keys keep their columns; the first blocks may know fewer than the input does.
    if block.columns.count > knownColumns {
      knownColumns = block.columns.count
      checker = pass.checker(try pass.input.mapping(for: block.columns))
    }
    if let persons { others.take(persons) }
    var checked =
      spares.withLock { $0.popLast() }
      ?? CheckedBlock(mapping: checker.mapping, keepsValues: keepsValues)
    checked.mapping = checker.mapping
    checked.firstRow = min(rowsToSkip, block.rowCount)
    let before = others
    checker.check(
      checked.firstRow..<block.rowCount, of: block, into: &checked, fingerprinting, &others)
    if pass.looksForOthers, !others.wanted.isEmpty {
      let wanted = others.wanted
      others = before
      reuse(checked)
      return .asks(wanted, block)
    }
    rowsToSkip -= checked.firstRow
    checked.rows = block
    try duplicates.judge(&checked)
    return .checked(checked)
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
    _ fingerprinting: Fingerprinting, _ others: inout OthersInCodes
  ) {
    for index in rows {
      var isAccepted = check(block.rows[index], in: block)
      if isAccepted, mayTellOthers || (others.isSmall && hasCode) {
        isAccepted = nameOthers(in: block, &others)
      }
      checked.append(
        &self, judgement: isAccepted ? .ready : repeatsEarlierRun ? .duplicate : .rejected)
      guard isAccepted else { continue }
      checked.append(payee: fingerprinting.payee(record))
      if columns.hasCodes { checked.append(code: fingerprintOfCode(in: block, fingerprinting)) }
    }
  }

  /// Names another record's person in the latest row's code.
  ///
  /// - Returns: whether the row may be sent all the same.
  @inline(never)
  private mutating func nameOthers(
    in block: borrowing RowBlock, _ others: inout OthersInCodes
  ) -> Bool {
    // Of its own person enough is said already.
    guard !findings.contains(where: { $0.field == .customCode && $0.severity != .repair }),
      let code = others.finding(in: code(in: block))
    else { return true }
    findings.append(Finding(code, .customCode))
    return code.severity != .error
  }
}
