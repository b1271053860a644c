/// Counts of what the output files hold.
package struct ResultTally: Sendable, Equatable {
  package private(set) var statuses: [RecordStatus: Int] = [:]
  /// Findings by stable code.
  package private(set) var findings: [String: Int] = [:]
  package internal(set) var blankRows = 0

  package init() {}

  package var records: Int { statuses.values.reduce(0, +) }

  package func count(of status: RecordStatus) -> Int { statuses[status] ?? 0 }

  mutating func count(_ status: RecordStatus, _ found: [Finding]) {
    statuses[status, default: 0] += 1
    for finding in found { findings[finding.stableCode, default: 0] += 1 }
  }
}
