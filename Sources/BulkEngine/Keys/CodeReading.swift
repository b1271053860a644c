package import Spreadsheets

/// Reads the codes that rows bring: their own, or the one that an earlier run gave them, see
/// ``EarlierRun``. Its buffers are reused from row to row.
@usableFromInline package struct CodeReading: Sendable {
  /// Where the latest row's code stands in the bytes of the block when it is as it should be.
  @usableFromInline package private(set) var written = 0..<0
  /// The code when it is not as written, ASCII, empty when there is none; see ``isRepaired``.
  @usableFromInline package private(set) var repaired: [UInt8] = []
  @usableFromInline package private(set) var isRepaired = false
  /// The code is used up: the record is sent under the next one of its lineage.
  package private(set) var isUsedUp = false
  /// The code that an earlier run gave the row, when a person changed it; empty when not.
  package private(set) var former: [UInt8] = []
  /// An earlier run has taken the row.
  package private(set) var repeatsEarlierRun = false

  private let field, statusField: Field
  private let form: CodeForm
  private let ownColumn, earlierColumn, statusColumn: Int
  private let sendingColumns: [Int]
  private let hasWholePair: Bool
  private let hasEarlierRun: Bool
  private let words: EarlierRun.Words
  private let repairSeverity: Finding.Severity

  /// - Parameters:
  ///   - words: of the operation's verdicts.
  ///   - repairs: whether a code may be repaired; otherwise that is an error.
  ///   - form: what the caller's own codes may look like.
  ///   - heedsSending: whether a row that tells of sending without the pair is not sent: a second time would
  ///     cost money.
  package init(
    _ mapping: ColumnMapping, _ words: EarlierRun.Words, repairs: Bool, form: CodeForm = .usual,
    heedsSending: Bool = true
  ) {
    let layout = mapping.layout
    (field, statusField) = (layout.key, layout.earlierStatus)
    self.form = form
    ownColumn = mapping.column(layout.key)
    let isHeeded = !layout.keyNamesTarget
    earlierColumn = isHeeded ? mapping.column(layout.earlierKey) : -1
    statusColumn = isHeeded ? mapping.column(layout.earlierStatus) : -1
    sendingColumns = isHeeded && heedsSending ? mapping.sendingColumns : []
    hasWholePair = mapping.hasWholePair || !isHeeded
    hasEarlierRun = mapping.hasEarlierRun && isHeeded
    self.words = words
    repairSeverity = repairs ? .repair : .error
    repaired.reserveCapacity(64)
  }

  /// Forgets the row before.
  package mutating func begin() {
    (written, isRepaired) = (0..<0, false)
    (isUsedUp, repeatsEarlierRun) = (false, false)
    if !former.isEmpty { former.removeAll(keepingCapacity: true) }
  }

  /// Takes note of a row whose cells may have moved: an earlier run's pair, too.
  package mutating func refuseRow() {
    if hasEarlierRun { keepUnreadable() }
  }

  /// Reads the code of a row.
  ///
  /// - Parameters:
  ///   - bounds: of the row's fields.
  ///   - findings: of the row; what is wrong with the code is added.
  package mutating func read(
    _ bounds: Span<Int32>, in bytes: Span<UInt8>, _ findings: inout [Finding]
  ) {
    let own = bounds.field(ownColumn)
    let earlier = bytes.extracting(bounds.field(earlierColumn))
    let status = bytes.extracting(bounds.field(statusColumn))
    let isWhole = hasWholePair && !tellsOfSending(bounds, in: bytes)
    // Nearly every record: a code as it should be, of which no earlier run tells anything.
    if earlier.isEmpty, status.isEmpty, isWhole, CustomCode.isPlain(bytes.extracting(own)) {
      written = own
    } else {
      read(own: bytes.extracting(own), earlier: earlier, status, isWhole: isWhole, &findings)
    }
  }

  /// Whether cells beside a pair that is gone say that the row was sent; no attempts say that it was not.
  private func tellsOfSending(_ bounds: Span<Int32>, in bytes: Span<UInt8>) -> Bool {
    for column in sendingColumns {
      let cell = bytes.extracting(bounds.field(column))
      if cell.count > 1 || cell.count == 1 && cell[0] != UInt8(ascii: "0") { return true }
    }
    return false
  }

  /// The code that the latest row, which is one of `block`, brings; empty when it brings none.
  package func code(in block: borrowing RowBlock) -> ArraySlice<UInt8> {
    isRepaired ? repaired[...] : block.bytes[written]
  }

  /// Whether the latest row brings a code.
  @inlinable
  package var hasCode: Bool { isRepaired ? !repaired.isEmpty : !written.isEmpty }

  /// Keeps a code that stands in a block which goes away.
  package mutating func keep(of block: borrowing RowBlock) {
    guard !isRepaired else { return }
    repaired = Array(block.bytes[written])
    isRepaired = true
  }

  private mutating func read(
    own: Span<UInt8>, earlier: Span<UInt8>, _ status: Span<UInt8>, isWhole: Bool,
    _ findings: inout [Finding]
  ) {
    func error(_ code: FindingCode) { findings.append(Finding(code, field, severity: .error)) }
    isRepaired = true
    var history = EarlierRun(
      status: status, hasCode: !earlier.isEmpty, isWhole: isWhole, words)
    if history != .taken, !earlier.isEmpty, !isReadableCode(earlier) { history = .unreadable }
    let taken = takeCustomCode(own: own, earlier: earlier, history)
    if history == .incomplete || history == .unreadable {
      keepUnreadable()
      // The first error of the row, since nothing else matters before it is cleared up.
      let code: FindingCode = history == .incomplete ? .pairIncomplete : .pairUnreadable
      return findings.insert(Finding(code, statusField), at: 0)
    }
    if history == .taken {
      // Whatever else is wrong with it, it must not come back as a record to be corrected.
      findings.removeAll(keepingCapacity: true)
      repeatsEarlierRun = true
      return error(.takenEarlier)
    }
    if own.isEmpty, ownColumn >= 0 { return error(.required) }
    if let fault = taken.repaired?.fault { return error(fault) }
    for code in taken.repaired?.repairs ?? [] {
      findings.append(Finding(code, field, severity: repairSeverity))
    }
    if repaired.isEmpty, taken.repaired != nil { return error(.required) }
    guard repaired.isEmpty || form.fits(repaired) else { return error(form.finding) }
    // An own code that was changed by hand is a new one already.
    if history == .usedUp { isUsedUp = taken.isEarlier }
  }

  /// Whether an earlier run's cell can be a code of ours.
  private mutating func isReadableCode(_ cell: Span<UInt8>) -> Bool {
    if !CustomCode.isPlain(cell) {
      guard keepCode(cell)?.fault == nil, form.fits(repaired) else { return false }
    }
    // Where the file has codes of its own they may have any form.
    return ownColumn >= 0 || !CustomCode.isDamagedDerivation(cell)
  }

  /// Keeps, instead of a code, what no run takes for one: otherwise the row would come back from this
  /// run as `rejected`, that is as never sent, with a code that may have been paid.
  private mutating func keepUnreadable() {
    isRepaired = true
    repaired = [0x3F]
  }

  /// What became of the cells of a code.
  private struct TakenCode {
    /// An earlier run gave it out.
    var isEarlier = false
    /// What had to be done to the code, nil when it was plain.
    var repaired: CellRepair.Repaired?
  }

  /// Keeps the code that the row stands for. An own code that was changed by hand is a new one; one
  /// that an earlier run had to follow with another stands for that other one. Where the two differ in
  /// capitals only and nothing was sent, the own one counts: it must not be sent in both spellings.
  private mutating func takeCustomCode(
    own: Span<UInt8>, earlier: Span<UInt8>, _ history: EarlierRun
  ) -> TakenCode {
    var taken = TakenCode()
    taken.repaired = keepCode(own)
    if taken.repaired == nil, own.count > repaired.count {
      taken.repaired = CellRepair.Repaired(bytes: repaired, repairs: [.unwrapped])
    }
    guard !earlier.isEmpty else { return taken }
    guard !repaired.isEmpty else {
      return TakenCode(isEarlier: true, repaired: keepCode(earlier))
    }
    let ownCode = repaired
    _ = keepCode(earlier)
    if CodeLineage.isOne(repaired, ownCode) {
      taken.isEarlier = true
      let isOneWord = CodeSpelling.folded(repaired) == CodeSpelling.folded(ownCode)
      if history == .neverSent, isOneWord { repaired = ownCode }
    } else {
      if form.fits(repaired) { former = repaired }
      repaired = ownCode
    }
    return taken
  }

  /// Keeps the code in `cell`, freed of what a spreadsheet made of it, such as `="0012"` or `1001.0`.
  private mutating func keepCode(_ cell: Span<UInt8>) -> CellRepair.Repaired? {
    repaired.removeAll(keepingCapacity: true)
    for index in cell.indices { repaired.append(cell[index]) }
    // The apostrophe that keeps a spreadsheet from running a value that begins with a hyphen.
    if repaired.first == 0x27 { repaired.removeFirst() }
    guard !repaired.allSatisfy(CustomCode.isAllowed) else { return nil }
    let cell = CellRepair.repair(repaired.span, as: .identifier)
    repaired = cell.bytes
    return cell
  }
}
