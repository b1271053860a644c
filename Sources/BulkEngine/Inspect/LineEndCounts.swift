package import Spreadsheets

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
