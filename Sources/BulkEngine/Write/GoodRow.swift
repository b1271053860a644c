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
    append(record, entry, line: line, layout, times: &times, to: &open)
    try open.endRow()
    writer = consume open
  }

  /// Appends the columns of the file of good records.
  static func append(
    _ record: OutgoingRecord, _ entry: JournalEntry, line: Int, _ layout: OutputLayout,
    times: inout TimestampText, to writer: inout RowWriter
  ) {
    writer.append(record.customCode)
    for (value, shown) in zip(record.values, layout.values) where !shown.isKey {
      writer.append(shown.isTailOnly ? String(value.suffix(4)) : value)
    }
    if layout.amountColumn != nil {
      writer.append(record.amountInCents.map(AmountText.decimal) ?? "")
    }
    for text in RecordResults.texts(of: layout, in: entry.outcome.answer) { writer.append(text) }
    writer.append(number: line)
    writer.append(times.text(entry.settledAt))
  }
}

/// What the API made for people of a record, as the outputs show it.
enum RecordResults {
  /// The texts of the layout's results, empty where the answer has none.
  ///
  /// - Parameter answer: the operation's own JSON object.
  static func texts(of layout: OutputLayout, in answer: String?) -> [String] {
    guard let names = layout.results, !names.isEmpty else { return [] }
    let members = members(of: answer)
    return names.map { name in
      switch members?[name] {
      case let text as String: text
      case let number as NSNumber: number.stringValue
      default: ""
      }
    }
  }

  /// The API's own word for the record's state, where the operation keeps it as `state`; nil where the
  /// status is that word.
  static func state(in answer: String?) -> String? { members(of: answer)?["state"] as? String }

  private static func members(of answer: String?) -> [String: Any]? {
    answer.flatMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }
}
