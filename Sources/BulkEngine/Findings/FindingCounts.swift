/// How often each kind of finding was met: by code, field and severity. One place in an array for each, since
/// a column may have a finding in every row.
package struct FindingCounts: Sendable {
  /// A field's place; 0 for the whole row.
  private let places: Int
  private var counts: [Int]

  package init(_ layout: SheetLayout) {
    places = layout.fields.count + 1
    counts = Array(repeating: 0, count: 256 * places * Self.severityCount)
  }

  private static let severities: [Finding.Severity] = [.error, .warning, .repair]

  /// Counts a finding.
  ///
  /// - Returns: how many of its kind there are now.
  @inline(__always)
  mutating func count(_ finding: borrowing Finding) -> Int {
    let index = index(finding)
    counts[index] += 1
    return counts[index]
  }

  /// Counts several findings of one kind.
  mutating func add(_ finding: Finding, _ count: Int) { counts[index(finding)] += count }

  /// How many of the finding's kind there are.
  package subscript(_ finding: Finding) -> Int { counts[index(finding)] }

  @inline(__always)
  private func index(_ finding: borrowing Finding) -> Int {
    let place = finding.field.map { Int($0.ordinal) + 1 } ?? 0
    let severity =
      switch finding.severity {
      case .error: 0
      case .warning: 1
      case .repair: 2
      }
    return (Int(finding.code.number) * places + place) * Self.severityCount + severity
  }

  private static var severityCount: Int { 3 }

  /// The kinds that were met, by number of the code, then by field, each with its count.
  package func all(in catalogue: FindingCatalogue) -> [(kind: Finding, count: Int)] {
    counts.indices.compactMap { index in
      guard counts[index] > 0 else { return nil }
      let kind = index / Self.severityCount
      guard let entry = catalogue.byNumber[kind / places] else { return nil }
      let place = kind % places
      let finding = Finding(
        entry.code, place == 0 ? nil : Field(UInt8(place - 1)),
        severity: Self.severities[index % Self.severityCount])
      return (finding, counts[index])
    }
  }
}
