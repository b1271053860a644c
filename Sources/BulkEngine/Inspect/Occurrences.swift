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
