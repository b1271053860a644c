import Spreadsheets

/// A row of `valid.csv`: normalised, text, zero padded.
enum ValidRow {
  static func write(
    _ record: OutgoingRecord, _ entry: JournalEntry, line: Int,
    times: inout TimestampText, to writer: inout RowWriter?
  ) throws {
    guard var open = writer.take() else { return }
    open.beginRow()
    open.append(record.customCode)
    for value in record.values { open.append(value) }
    open.append(record.amountInCents.map(decimal) ?? "")
    open.append(number: line)
    open.append(times.text(entry.settledAt))
    try open.endRow()
    writer = consume open
  }

  /// `1234.50`
  static func decimal(_ cents: Int64) -> String {
    let hundredths = String(cents % 100)
    return "\(cents / 100).\(hundredths.count == 1 ? "0" : "")\(hundredths)"
  }
}
