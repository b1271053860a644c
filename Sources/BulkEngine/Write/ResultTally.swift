/// Counts of what the output files hold.
package struct ResultTally: Sendable {
  /// By position in `RecordStatus.allCases`.
  private var statuses = Array(repeating: 0, count: RecordStatus.allCases.count)
  private var found: [FindingKey: Int] = [:]
  package internal(set) var blankRows = 0
  /// Records that the API had already, sent by another run; counted under their status, too.
  package internal(set) var otherRunCount = 0

  private struct FindingKey: Hashable, Sendable {
    var code: FindingCode
    var field: Field?
  }

  private let sentences: FindingSentences

  /// - Parameter sentences: names what is found.
  package init(_ sentences: FindingSentences) {
    self.sentences = sentences
  }

  package var records: Int { statuses.reduce(0, +) }

  package func count(of status: RecordStatus) -> Int { statuses[status.position] }

  /// Findings by stable code.
  package var findings: [String: Int] {
    Dictionary(
      found.map { (sentences.stableCode(Finding($0.key.code, $0.key.field)), $0.value) },
      uniquingKeysWith: +)
  }

  mutating func count(_ status: RecordStatus) {
    statuses[status.position] += 1
  }

  mutating func count(_ status: RecordStatus, _ findings: ArraySlice<Finding>) {
    count(status)
    for finding in findings {
      found[FindingKey(code: finding.code, field: finding.field), default: 0] += 1
    }
  }
}

extension RecordStatus {
  /// Place in `allCases`.
  fileprivate var position: Int {
    switch self {
    case .ready: 0
    case .rejected: 1
    case .duplicate: 2
    case .refused: 3
    case .valid: 4
    case .invalid: 5
    case .notVerifiable: 6
    case .pending: 7
    case .awaitingBalance: 8
    case .inDoubt: 9
    case .notSent: 10
    }
  }
}
