import Foundation
import BulkEngine
import Operations

/// Where a run stands, read from the journal alone.
struct StatusReport: Encodable {
  private var run: String
  private var planned: Bool
  private var records: Int
  private var statuses: [String: Int]
  private let tally: ResultTally
  private var left: Int
  private var purgedAt: String?
  private var next: String?
  /// What a run that stopped here would have ended with.
  private let outcome: ExitStatus
  private let folder: RunFolder

  private enum CodingKeys: String, CodingKey {
    case run, planned, records, statuses, left, next
    case purgedAt = "purged_at"
  }

  init(run: Run, counts: [RecordState: Int], folder: RunFolder, purgedAt time: Date?) {
    self.folder = folder
    self.run = run.code
    planned = run.plannedAt != nil
    tally = ResultTally(DataQualificationOperation.make(run.settings).statuses, states: counts)
    statuses = tally.countsByWord
    // Of a check only.
    statuses["ready"] = nil
    records = tally.records
    left = tally.openCount
    outcome = left > 0 || !planned ? .somePending : tally.isGood ? .allValid : .someNeedAPerson
    var times = TimestampText()
    purgedAt = time.map { times.text($0) }
    guard time == nil, outcome == .somePending else { return }
    let needsConsent =
      DataQualificationOperation.movesMoney(service: run.settings.qualification.service)
      && !run.isConsented
      && counts[.planned] ?? 0 > 0
    next = "qualifica resume \(OutcomeReport.quoted(folder.path))\(needsConsent ? " --yes" : "")"
    if counts[.planned] ?? 0 > 0, let rejected = run.rejectedBeyondBudget {
      next? += " --max-errors \(rejected)"
    }
  }

  func lines(_ language: Language) -> [String] {
    var lines = [
      language.pick("run \(run), \(records) records", "execução \(run), \(records) registros")
    ]
    for (status, count) in tally.rows where count > 0 { lines.append("  \(status.word): \(count)") }
    lines.append(language.pick("left to settle: \(left)", "por resolver: \(left)"))
    if let purgedAt {
      lines.append(
        language.pick(
          "personal data removed: \(purgedAt)", "dados pessoais removidos: \(purgedAt)"))
    } else if let next {
      lines.append(language.pick("Next: \(next)", "Próximo passo: \(next)"))
    } else {
      lines.append(OutcomeReport.next(folder, status: outcome, language))
    }
    return lines
  }
}
