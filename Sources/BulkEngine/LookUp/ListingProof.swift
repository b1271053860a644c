package import Foundation

/// Whether a list may prove that a record is absent: it shows one of our own run, dated as we read
/// dates.
///
/// A pure value. The API documents no form of dates, no time zone and no order that it surely keeps.
/// A record that this run sent says all of it: where it stands in the list with the day of the run,
/// the list holds what is new and its dates mean what we think.
struct ListingProof: Sendable {
  private let runCode: String
  private let startedAt: Date
  private let now: Date
  private let codes: CodeSpelling
  private var hasWitness = false
  private var isContradicted = false

  /// A server may write its own time of day without saying so, and clocks differ.
  private static let tolerance: TimeInterval = 86_400

  /// - Parameters:
  ///   - startedAt: when the run began.
  ///   - codes: of records that the run sent.
  init(runCode: String, startedAt: Date, now: Date, codes: CodeSpelling) {
    self.runCode = runCode
    self.startedAt = startedAt
    self.now = now
    self.codes = codes
  }

  /// Takes note of the records of the next page.
  mutating func note(_ records: [RemoteRecord]) {
    for record in records where isOfRun(record) {
      let earliest = startedAt.addingTimeInterval(-Self.tolerance)
      let latest = now.addingTimeInterval(Self.tolerance)
      if let date = record.createdAt.flatMap(ListedDate.date), earliest <= date, date <= latest {
        hasWitness = true
      } else {
        isContradicted = true
      }
    }
  }

  /// Whether what the list does not show is not there.
  var holds: Bool { hasWitness && !isContradicted }

  private func isOfRun(_ record: RemoteRecord) -> Bool {
    guard record.batchCode == nil else { return BatchCode.isOfRun(runCode, record.batchCode) }
    return codes.ours(for: record.customCode) != nil
  }
}

/// The time at which the API says that a record was created, read strictly.
///
/// `2026-01-31 09:30:00`, or with `T`, with fractions of a second, with `Z` or an offset, as the
/// vendor's samples have them. Anything else is no date: a day and a month in the other order would
/// be a date, too, only another one. Without an offset it counts as UTC.
package enum ListedDate {
  /// Two days: a server may write its own time of day, and clocks differ.
  static let margin: TimeInterval = 2 * 86_400

  /// Whether the API's record is surely from before `time`.
  static func isBefore(_ time: Date, _ record: RemoteRecord) -> Bool {
    record.createdAt.flatMap(date).map { $0 < time.addingTimeInterval(-margin) } ?? false
  }

  /// - Returns: nil for a text of another form.
  package static func date(_ text: String) -> Date? {
    guard
      let match = text.wholeMatch(
        of: /(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?/
          .asciiOnlyDigits()),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
      let hour = Int(match.4), let minute = Int(match.5), let second = Int(match.6),
      (2000...2200).contains(year), (1...12).contains(month), hour < 24, minute < 60, second < 60,
      day >= 1, day <= length(ofMonth: month, year: year)
    else { return nil }
    let time = Double(
      daysSince1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second)
    guard let offset = offset(match.7.map(String.init) ?? "Z") else { return nil }
    return Date(timeIntervalSince1970: time - Double(offset))
  }

  /// Seconds east of Greenwich; `nil` for what no place on earth has.
  private static func offset(_ text: String) -> Int? {
    guard text != "Z" else { return 0 }
    let digits = text.dropFirst().filter(\.isNumber)
    guard let hours = Int(digits.prefix(2)), let minutes = Int(digits.suffix(2)), hours <= 14,
      minutes < 60
    else { return nil }
    let seconds = hours * 3_600 + minutes * 60
    return text.first == "-" ? -seconds : seconds
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2:
      year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// By the proleptic Gregorian calendar, counted from a year that begins in March.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
