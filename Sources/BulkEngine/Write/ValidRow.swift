import Spreadsheets

/// A row of `valid.csv`: normalised, text, zero padded.
enum ValidRow {
  static func write(
    _ record: OutgoingRecord, _ entry: JournalEntry, line: Int,
    times: inout TimestampText, to writer: inout RowWriter?
  ) throws {
    guard var open = writer.take() else { return }
    open.beginRow()
    append(record, entry, line: line, times: &times, to: &open)
    try open.endRow()
    writer = consume open
  }

  /// Appends the columns of `valid.csv`.
  static func append(
    _ record: OutgoingRecord, _ entry: JournalEntry, line: Int,
    times: inout TimestampText, to writer: inout RowWriter
  ) {
    writer.append(record.customCode)
    for value in record.values { writer.append(value) }
    writer.append(record.amountInCents.map(decimal) ?? "")
    writer.append(number: line)
    writer.append(times.text(entry.settledAt))
  }

  /// `1234.50`
  static func decimal(_ cents: Int64) -> String {
    let hundredths = String(cents % 100)
    return "\(cents / 100).\(hundredths.count == 1 ? "0" : "")\(hundredths)"
  }
}
