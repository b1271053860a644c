internal import BulkEngine
internal import Foundation
internal import GRDB

/// Looks for many records in the indexes at once.
///
/// Of each person the index is read at one place, which tells runs and states; the entries that count are then
/// read in the order of the file, in which a payroll of last month stands as it does in that of this month. What is
/// read does not depend on how many entries of other persons there are.
struct LedgerLooks {
  /// What is asked of the entries of a person.
  struct Terms {
    /// Runs that hold back whom they sent.
    var holding: Set<Int64> = []
    /// Since when a finished run must have sent them.
    var heldSince = Date.distantPast
    /// Runs whose verdicts may still count.
    var judging: Set<Int64> = []
    /// Since when a verdict counts.
    var knownSince = Date.distantPast
    /// Whether it is asked where each person's money went last.
    var seeksChanges = false
    /// Number of the run that asks, whose own entries are no news; nil before its first one.
    var own: Int64?

    /// Whether an entry in this state may be told.
    func counts(_ state: LedgerState, of run: Int64) -> Bool {
      state != .failed && holding.contains(run) || state != .sent && judging.contains(run)
    }
  }

  /// What is known of the subjects, by their index.
  struct Findings {
    var sendings: [Int: (run: Int64, at: Date)] = [:]
    var verdicts: [Int: Judged] = [:]
    /// Whose place differs from all that were found good in the last run that found one, and when that was.
    var changes: [Int: Date] = [:]
    /// The run of each change.
    fileprivate var changedIn: [Int: Int64] = [:]
  }

  struct Judged {
    let run: Int64
    let at: Date
    let apiID: String?
    let isGood: Bool
  }

  private let subjects: [LedgerSubject]
  private let runs: LedgerRuns
  private let terms: Terms

  init(_ subjects: [LedgerSubject], _ runs: LedgerRuns, _ terms: Terms) {
    self.subjects = subjects
    self.runs = runs
    self.terms = terms
  }

  // MARK: Persons

  private static let history = LedgerBatch.with(
    """
    SELECT k.i, e.state, e.id FROM k CROSS JOIN entry e INDEXED BY entry_by_person
    WHERE e.person = k.v AND e.state < 3
    """)
  private static let entries = LedgerBatch.with(
    """
    SELECT k.i, e.id, e.payee, e.account, e.amount, e.state, e.sent_at, e.settled_at, e.api_id
    FROM k CROSS JOIN entry e ON e.id = k.v
    """)

  func findings(in database: Database) throws -> Findings {
    var findings = Findings()
    let persons = LedgerGroups(of: subjects) { $0.person }
    let payees = Dictionary(grouping: subjects.indices) { subjects[$0].whole }
    let history = try database.cachedStatement(sql: Self.history)
    let entries = try database.cachedStatement(sql: Self.entries)
    for batch in LedgerBatch.ranges(persons.count) {
      var wanted: [(id: Int64, group: Int)] = []
      var lastGood: [Int: Int64] = [:]
      try LedgerBatch.each(batch.map { persons.value($0) }, history) { index, row in
        let (group, id) = (batch.lowerBound + index, row[2] as Int64)
        guard let state = LedgerState(rawValue: row[1]) else { return }
        if terms.seeksChanges, state == .good, id >> 32 != terms.own {
          lastGood[group] = max(lastGood[group] ?? id, id)
        }
        if terms.counts(state, of: id >> 32) { wanted.append((id, group)) }
      }
      for (group, id) in lastGood where !terms.counts(.good, of: id >> 32) {
        wanted.append((id, group))
      }
      wanted.sort { $0 < $1 }
      for part in LedgerBatch.ranges(wanted.count) {
        try LedgerBatch.each(part.map { wanted[$0].id }, entries) { index, row in
          let (id, group) = wanted[part.lowerBound + index]
          guard let entry = LedgerEntry(row, runs) else { return }
          if lastGood[group] == id {
            noteChanges(from: entry, of: persons.members(group), &findings)
          }
          for subject in payees[entry.payee] ?? [] { note(entry, of: subject, in: &findings) }
        }
      }
    }
    try dropReturned(from: &findings, in: database)
    findings.verdicts = findings.verdicts.filter {
      $0.value.isGood && $0.value.at >= terms.knownSince
    }
    return findings
  }

  /// - Parameter last: the last entry of a person that was found good.
  private func noteChanges(
    from last: LedgerEntry, of members: ArraySlice<Int>, _ findings: inout Findings
  ) {
    for index in members where subjects[index].place != last.place {
      findings.changes[index] = last.settledAt ?? last.run.startedAt
      findings.changedIn[index] = last.run.number
    }
  }

  /// - Parameter index: of a subject with the payee of the entry.
  private func note(_ entry: LedgerEntry, of index: Int, in findings: inout Findings) {
    let run = entry.run
    if entry.state != .failed, terms.holding.contains(run.number),
      subjects[index].mayHaveAmount(entry.amount),
      run.finishedAt == nil || entry.sentAt >= terms.heldSince,
      findings.sendings[index].map({ $0.at < entry.sentAt }) ?? true
    {
      findings.sendings[index] = (run.number, entry.sentAt)
    }
    if entry.state != .sent, terms.judging.contains(run.number), let at = entry.settledAt,
      findings.verdicts[index].map({ $0.at <= at }) ?? true
    {
      findings.verdicts[index] = Judged(
        run: run.number, at: at, apiID: entry.apiID, isGood: entry.state == .good)
    }
  }

  /// Takes back changes where the last run that found the person good found this place good, too.
  private func dropReturned(from findings: inout Findings, in database: Database) throws {
    guard !findings.changes.isEmpty else { return }
    // `state < 3` is the condition of the index: without it, as a sentence of its own, SQLite may not use it.
    let same = try database.cachedStatement(
      sql: """
        SELECT 1 FROM entry INDEXED BY entry_by_person
        WHERE person = ? AND state = 1 AND state < 3 AND id BETWEEN ? AND ? AND account >> 16 = ?
        LIMIT 1
        """)
    for (index, run) in findings.changedIn {
      let (subject, range) = (subjects[index], LedgerRuns.entries(of: run))
      let isThere = try Int.fetchOne(
        same,
        arguments: [subject.person, range.lowerBound, range.upperBound, subject.place])
      if isThere != nil { findings.changes[index] = nil }
    }
  }
}
