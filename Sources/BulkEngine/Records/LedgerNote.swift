package import Foundation

/// What the ledger said of a record when it was planned or was about to leave; the journal keeps it as
/// text, so that outputs are the same however the ledger changes.
package struct LedgerNote: Sendable, Equatable {
  /// An earlier run and a day in the zone of the machine.
  package struct Earlier: Sendable, Equatable {
    /// Code of the run.
    package var run: String
    package var day: LedgerDay

    package init(run: String, day: LedgerDay) {
      self.run = run
      self.day = day
    }
  }

  /// Another run sent the record: it is not sent.
  package var sent: Earlier?
  /// Another run sent the record, and it is sent all the same.
  package var again: Earlier?
  /// The record was found good by this run: it is not sent.
  package var known: Earlier?
  /// The person's place differs from the one found good on this day.
  package var changed: LedgerDay?
  /// Other persons used the place.
  package var isShared = false

  package init() {}

  package var isEmpty: Bool { self == LedgerNote() }

  /// For the journal: words separated by blanks.
  package var text: String {
    var words: [String] = []
    for (name, earlier) in [("sent", sent), ("again", again), ("known", known)] {
      if let earlier { words.append("\(name)=\(earlier.run)@\(earlier.day.number)") }
    }
    if let changed { words.append("changed=\(changed.number)") }
    if isShared { words.append("shared") }
    return words.joined(separator: " ")
  }

  /// Reads what ``text`` wrote; words that are not known say nothing.
  package init(text: String) {
    for word in text.split(separator: " ") {
      let parts = word.split(separator: "=", maxSplits: 1)
      let value = parts.count > 1 ? parts[1] : ""
      switch parts[0] {
      case "sent": sent = Self.earlier(value)
      case "again": again = Self.earlier(value)
      case "known": known = Self.earlier(value)
      case "changed": changed = Int32(value).map { LedgerDay(number: $0) }
      case "shared": isShared = true
      default: break
      }
    }
  }

  private static func earlier(_ value: Substring) -> Earlier? {
    let parts = value.split(separator: "@")
    guard parts.count == 2, let day = Int32(parts[1]) else { return nil }
    return Earlier(run: String(parts[0]), day: LedgerDay(number: day))
  }
}

/// A day of the calendar, as people write dates.
package struct LedgerDay: Sendable, Hashable, Comparable {
  /// `20261102`
  package let number: Int32

  package init(number: Int32) {
    self.number = number
  }

  /// The day of `date` where the machine is.
  package init(_ date: Date, in zone: TimeZone = .current) {
    let seconds = Int(date.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: date)
    // Days since 1 March of the year 0: leap days come last in a year.
    let days = (seconds - Self.remainder(seconds, 86_400)) / 86_400 + 719_468
    let era = (days - Self.remainder(days, 146_097)) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let (day, number) = (dayOfYear - (153 * month + 2) / 5 + 1, month < 10 ? month + 3 : month - 9)
    let year = yearOfEra + era * 400 + (number <= 2 ? 1 : 0)
    self.number = Int32(truncatingIfNeeded: year * 10_000 + number * 100 + day)
  }

  private static func remainder(_ value: Int, _ divisor: Int) -> Int {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
  }

  package static func < (one: LedgerDay, other: LedgerDay) -> Bool { one.number < other.number }

  /// `2026-11-02`
  package var text: String {
    func padded(_ number: Int32, to length: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, length - digits.count)) + digits
    }
    return padded(number / 10_000, to: 4) + "-" + padded(number / 100 % 100, to: 2) + "-"
      + padded(number % 100, to: 2)
  }
}

extension LedgerNote {
  /// What is to be said of the record, in the words of its operation.
  package func findings(_ catalogue: FindingCatalogue) -> [Finding] {
    var findings: [Finding] = []
    if let sent {
      let code = sent.run.utf8.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      findings.append(
        Finding(.alreadySent, severity: .error, detail: .run(code, sent.day.number)))
    }
    guard let hints = catalogue.hints else { return findings }
    if let changed { findings.append(Finding(hints.changed, detail: .day(changed.number))) }
    if isShared { findings.append(Finding(hints.shared)) }
    return findings
  }
}

/// What the ledger says of a record of a block.
package struct LedgerMark: Sendable, Equatable {
  package var note: LedgerNote
  /// Of a record that an earlier run found good.
  package var verdict: EarlierVerdict?
}

/// The verdict of an earlier run.
package struct EarlierVerdict: Sendable, Equatable {
  package var at: Date
  package var apiID: String?

  package init(at: Date, apiID: String?) {
    self.at = at
    self.apiID = apiID
  }
}

extension CheckedBlock {
  /// What the ledger says of the record at `index`.
  package func answer(_ index: Int) -> LedgerMark? {
    answers.isEmpty ? nil : answers[index]
  }

  /// Whether the ledger says something of the record at `index`.
  func hasAnswer(_ index: Int) -> Bool { !answers.isEmpty && answers[index] != nil }

  /// Notes what the ledger says of the accepted record at `index`; one that another run has sent is a
  /// duplicate from then on.
  mutating func note(_ mark: LedgerMark, of index: Int) {
    answers[index] = mark
    if mark.note.sent != nil { results[index].judgement = .duplicate }
  }

  /// Hundredths of the currency; of a block that keeps values.
  func amountInCents(_ index: Int) -> Int64? { values.amountInCents(of: index) }
}
