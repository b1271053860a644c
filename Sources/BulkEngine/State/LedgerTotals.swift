/// What the ledger said of the records of a plan.
package struct LedgerTotals: Sendable, Equatable, Codable {
  /// Records of one earlier run.
  package struct Part: Sendable, Equatable, Codable {
    package var run: String
    package var file: String
    /// The first and the last day on which it sent them, `20261102`.
    package var firstDay: Int32
    package var lastDay: Int32
    package var records: Int
    /// Sum of the amounts here, in hundredths; nil when none is sent.
    package var amountInCents: Int64?

    fileprivate mutating func add(_ cents: Int64?) {
      guard let cents else { return }
      let sum = (amountInCents ?? 0).addingReportingOverflow(cents)
      amountInCents = sum.overflow ? .max : sum.partialValue
    }
  }

  /// Not sent: other runs have sent them.
  package var held: [Part] = []
  /// Sent once more.
  package var again: [Part] = []
  /// Not sent: found good by an earlier run.
  package var known = 0
  /// Day of the oldest of those verdicts.
  package var knownSince: Int32?
  package var changed = 0
  package var shared = 0

  package init() {}

  package var isEmpty: Bool { self == LedgerTotals() }
  package var heldCount: Int { held.reduce(0) { $0 + $1.records } }
  package var againCount: Int { again.reduce(0) { $0 + $1.records } }

  package mutating func add(_ answer: LedgerNote, file: String, amountInCents: Int64?) {
    if let sent = answer.sent { Self.add(sent, file, amountInCents, to: &held) }
    if let again = answer.again { Self.add(again, file, amountInCents, to: &self.again) }
    if let day = answer.known?.day.number {
      known += 1
      knownSince = min(knownSince ?? day, day)
    }
    if answer.changed != nil { changed += 1 }
    if answer.isShared { shared += 1 }
  }

  /// Adds what was said of other records.
  package mutating func add(_ other: LedgerTotals) {
    Self.add(other.held, to: &held)
    Self.add(other.again, to: &again)
    known += other.known
    if let day = other.knownSince { knownSince = min(knownSince ?? day, day) }
    changed += other.changed
    shared += other.shared
  }

  private static func add(_ others: [Part], to parts: inout [Part]) {
    for other in others {
      guard let index = parts.firstIndex(where: { $0.run == other.run }) else {
        parts.append(other)
        continue
      }
      parts[index].records += other.records
      parts[index].firstDay = min(parts[index].firstDay, other.firstDay)
      parts[index].lastDay = max(parts[index].lastDay, other.lastDay)
      parts[index].add(other.amountInCents)
    }
  }

  private static func add(
    _ earlier: LedgerNote.Earlier, _ file: String, _ amountInCents: Int64?, to parts: inout [Part]
  ) {
    let day = earlier.day.number
    guard let index = parts.firstIndex(where: { $0.run == earlier.run }) else {
      return parts.append(
        Part(
          run: earlier.run, file: file, firstDay: day, lastDay: day, records: 1,
          amountInCents: amountInCents))
    }
    parts[index].records += 1
    parts[index].firstDay = min(parts[index].firstDay, day)
    parts[index].lastDay = max(parts[index].lastDay, day)
    parts[index].add(amountInCents)
  }
}
