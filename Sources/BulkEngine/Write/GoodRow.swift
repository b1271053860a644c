import Foundation
import Spreadsheets

/// A row of the file of good records: normalised, text, zero padded.
enum GoodRow {
  static func write(
    _ record: OutgoingRecord, _ entry: JournalEntry, line: Int, _ layout: OutputLayout,
    times: inout TimestampText, to writer: inout RowWriter?
  ) throws {
    guard var open = writer.take() else { return }
    open.beginRow()
    open.append(record.customCode)
    for value in record.values { open.append(value) }
    if layout.amountColumn != nil {
      open.append(record.amountInCents.map(AmountText.decimal) ?? "")
    }
    for text in RecordResults.texts(of: layout, in: entry.outcome.answer) { open.append(text) }
    open.append(number: line)
    open.append(times.text(entry.settledAt))
    try open.endRow()
    writer = consume open
  }
}

/// What the API made for people of a record, as the outputs show it.
enum RecordResults {
  /// The texts of the layout's results, empty where the answer has none.
  ///
  /// - Parameter answer: the operation's own JSON object.
  static func texts(of layout: OutputLayout, in answer: String?) -> [String] {
    guard let names = layout.results, !names.isEmpty else { return [] }
    let members = answer.flatMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    return names.map { name in
      switch members?[name] {
      case let text as String: text
      case let number as NSNumber: number.stringValue
      default: ""
      }
    }
  }
}
