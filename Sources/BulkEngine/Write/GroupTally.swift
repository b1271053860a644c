import Spreadsheets

/// What became of the records of one group, see ``RecordGrouping``.
package struct ResultGroup: Sendable {
  /// Empty for records whose cell names no group.
  package let name: String
  /// By position in the rows of the status table.
  fileprivate(set) var counts: [Int]
  /// Errors by what they have in common.
  fileprivate(set) var errors: [FindingKey: Int] = [:]

  package var records: Int { counts.reduce(0, +) }

  /// Records whose status is as wanted.
  package func count(_ statuses: StatusTable, where isWanted: (Verdict) -> Bool) -> Int {
    zip(statuses.rows, counts).reduce(0) { isWanted($1.0) ? $0 + $1.1 : $0 }
  }

  /// The error that most of the group's records have.
  package var mostFrequentError: (kind: Finding, count: Int)? {
    errors.max { ($0.value, $1.key.order) < ($1.value, $0.key.order) }
      .map { ($0.key.kind, $0.value) }
  }
}

/// What findings that are counted together have in common: code, field and severity.
struct FindingKey: Hashable, Sendable {
  let kind: Finding

  init(_ finding: Finding) { kind = finding.kind }

  /// The same in every run.
  var order: Int { Int(kind.code.number) << 8 | (kind.field.map { Int($0.ordinal) + 1 } ?? 0) }

  static func == (left: FindingKey, right: FindingKey) -> Bool {
    left.order == right.order && left.kind.severity == right.kind.severity
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(order)
    hasher.combine(kind.severity)
  }
}

/// Counts records by group and status. Its size is bounded, whatever stands in the cells.
struct GroupTally: Sendable {
  private let grouping: RecordGrouping
  private let statusCount: Int
  private var groups: [ResultGroup] = []
  private var placeOfName: [String: Int] = [:]
  private var placeOfCell: [[UInt8]: Int] = [:]
  /// Short cells that were met, by hash: the next record mostly has one of them.
  private var recent = [(cell: UInt64, place: Int)](repeating: (0, -1), count: 1 << slotBits)

  /// Further groups are counted as one without a name.
  static let mostGroups = 400
  private static let mostCells = 4_096
  private static let longestCell = 64
  private static let slotBits = 8

  /// - Parameter statusCount: rows of the status table.
  init(_ grouping: RecordGrouping, statusCount: Int) {
    self.grouping = grouping
    self.statusCount = statusCount
  }

  /// Counts the record in `row`.
  ///
  /// - Parameter position: of its status in the table.
  mutating func count(_ position: Int, _ row: Row, _ block: borrowing CheckedBlock, _ index: Int) {
    let column = block.mapping.column(grouping.field)
    let range = column < 0 ? 0..<0 : block.rows.fieldRange(column, of: row)
    let place = place(of: block.rows.bytes.span.extracting(range))
    groups[place].counts[position] += 1
    guard block.hasFindings(index) else { return }
    for finding in block.findings(index) where finding.severity == .error {
      groups[place].errors[FindingKey(finding), default: 0] += 1
    }
  }

  private mutating func place(of cell: Span<UInt8>) -> Int {
    guard cell.count <= 7 else { return keptPlace(of: cell) }
    // The length in front tells `0` from `00`.
    var packed = UInt64(cell.count) + 1
    for index in cell.indices { packed = packed << 8 | UInt64(cell[index]) }
    let slot = Int((packed &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - Self.slotBits))
    if recent[slot].cell == packed { return recent[slot].place }
    let place = keptPlace(of: cell)
    recent[slot] = (packed, place)
    return place
  }

  private mutating func keptPlace(of cell: Span<UInt8>) -> Int {
    guard cell.count <= Self.longestCell else { return place(ofName: "") }
    let bytes = cell.indices.map { cell[$0] }
    if let place = placeOfCell[bytes] { return place }
    let place = place(ofName: grouping.name(cell) ?? "")
    if placeOfCell.count < Self.mostCells { placeOfCell[bytes] = place }
    return place
  }

  private mutating func place(ofName name: String) -> Int {
    if let place = placeOfName[name] { return place }
    if groups.count >= Self.mostGroups, !name.isEmpty { return place(ofName: "") }
    groups.append(ResultGroup(name: name, counts: Array(repeating: 0, count: statusCount)))
    placeOfName[name] = groups.count - 1
    return groups.count - 1
  }

  /// The groups, that with the most records first.
  var result: [ResultGroup] {
    groups.sorted { ($1.records, $0.name) < ($0.records, $1.name) }
  }
}
