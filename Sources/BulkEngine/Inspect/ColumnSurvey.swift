package import Spreadsheets

/// What was seen in one column.
package struct ColumnSurvey: Sendable, Equatable {
  /// From 1.
  package let number: Int
  /// As written; empty when the file has no header.
  package let header: String
  package private(set) var field: Field?
  /// What is said of the field.
  private var definition: SheetField?
  /// The field's name.
  package var fieldName: String? { definition?.name }
  /// Whether it is an earlier run's and is not kept.
  package internal(set) var isEarlierRun = false
  /// Cells that are not empty.
  package private(set) var filled = 0
  /// The first different ones, masked.
  package private(set) var samples: [String] = []
  private var occurrences: [Damage: Occurrences] = [:]

  private static let mostSamples = 3
  /// Filled cells looked at for samples: a column of equal values never has three.
  private static let mostSampled = 1_000

  init(number: Int, header: String, isEarlierRun: Bool = false) {
    self.number = number
    self.header = header
    self.isEarlierRun = isEarlierRun
  }

  /// Says which field the column holds; nil for none that is known.
  mutating func hold(_ field: Field?, of layout: SheetLayout) {
    self.field = field
    definition = field.map { layout[$0] }
  }

  /// The damage of the column, in the order of `Damage.allCases`.
  package var damage: [(kind: Damage, occurrences: Occurrences)] {
    Damage.allCases.compactMap { kind in occurrences[kind].map { (kind, $0) } }
  }

  package static func == (left: ColumnSurvey, right: ColumnSurvey) -> Bool {
    left.number == right.number && left.header == right.header && left.field == right.field
      && left.filled == right.filled && left.samples == right.samples
      && left.occurrences == right.occurrences && left.isEarlierRun == right.isEarlierRun
  }

  /// Looks at a cell.
  ///
  /// - Parameter line: the physical line on which its row starts.
  mutating func note(_ cell: Span<UInt8>, line: Int) {
    guard !cell.isEmpty else { return }
    filled += 1
    if samples.count < Self.mostSamples, filled <= Self.mostSampled { keepSample(cell) }
    let found = CellDamage.find(in: cell, of: definition)
    guard !found.isEmpty else { return }
    for kind in found.kinds { occurrences[kind, default: Occurrences()].note(line: line) }
  }

  private mutating func keepSample(_ cell: Span<UInt8>) {
    let text = String(decoding: (0..<min(cell.count, 256)).map { cell[$0] }, as: UTF8.self)
    let masked = SampleMasking.masked(text, definition)
    if !masked.isEmpty, !samples.contains(masked) { samples.append(masked) }
  }
}

/// How often something occurs, and where first.
package struct Occurrences: Sendable, Equatable {
  package private(set) var count = 0
  /// Physical lines of the first ones.
  package private(set) var lines: [Int] = []

  /// Enough to find the place in a spreadsheet.
  private static let mostLines = 5

  package init() {}

  mutating func note(line: Int) {
    count += 1
    if lines.count < Self.mostLines { lines.append(line) }
  }
}

/// How records end: a file that was put together from several has more than one way.
package struct LineEndCounts: Sendable, Equatable {
  package private(set) var counts: [LineEnd: Int] = [:]

  package init() {}

  /// Whether records end in more than one way.
  package var isMixed: Bool { counts.count > 1 }

  /// Counts the line ends between the rows of `block`. That behind its last row is left out: it may
  /// stand in the next block, or nowhere.
  mutating func count(in block: borrowing RowBlock) {
    let raw = block.raw.span
    for index in 0..<max(0, block.rowCount - 1) {
      let end = block.row(index).rawRange.upperBound
      guard end + 1 < raw.count, end < block.row(index + 1).rawStart else { continue }
      switch (raw[end], raw[end + 1]) {
      case (0x0D, 0x0A): counts[.carriageReturnLineFeed, default: 0] += 1
      case (0x0D, _): counts[.carriageReturn, default: 0] += 1
      case (0x0A, _): counts[.lineFeed, default: 0] += 1
      default: break
      }
    }
  }
}
