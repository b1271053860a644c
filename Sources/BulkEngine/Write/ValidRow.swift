import BrazilianBanking
import Spreadsheets

/// A row of `valid.csv`: normalised, text, zero padded.
enum ValidRow {
  static func write(
    _ checked: CheckedRecord, _ entry: JournalEntry, line: Int,
    times: inout TimestampText, to writer: inout RowWriter?
  ) throws {
    guard var open = writer.take() else { return }
    let record = checked.outgoing(number: entry.number, customCode: entry.customCode ?? "")
    open.beginRow()
    open.append(record.customCode)
    open.append(record.name)
    open.append(record.documentType.rawValue)
    open.append(record.document)
    open.append(record.bankCode)
    open.append(record.bankBranch)
    open.append(record.bankBranchDigit)
    open.append(record.account)
    open.append(record.accountDigit)
    open.append(record.accountType.rawValue)
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
