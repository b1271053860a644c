/// The body of the answer to a POST.
enum CreateReply {
  struct Form {
    /// Lists even when every record was taken.
    var alwaysLists = false
    /// Gives every entry a `line` that is wrong, as a careless server may.
    var liesAboutLines = false
    /// HTTP status of an answer with lists, when a fault sets it.
    var statusOfLists: Int?
  }

  /// `{"message"}` when every record was taken, else `{"message", "info": {errors,
  /// uploadSuccess, uploadChangeService}}`.
  static func body(
    records: [SubmittedRecord], receptions: [Intake.Reception], form: Form = Form()
  ) -> [UInt8] {
    var writer = JSONWriter(reserving: 64)
    writer.beginObject()
    writer.key("message")
    if hasOnlyTaken(receptions) && !form.alwaysLists {
      writer.value("All records processed successfully")
    } else {
      writer.value("Some records were not processed as sent")
      writeLists(records, receptions, form, to: &writer)
    }
    writer.endObject()
    return writer.bytes
  }

  static func hasOnlyTaken(_ receptions: [Intake.Reception]) -> Bool {
    receptions.allSatisfy { $0 == .taken }
  }

  private static func writeLists(
    _ records: [SubmittedRecord], _ receptions: [Intake.Reception], _ form: Form,
    to writer: inout JSONWriter
  ) {
    writer.key("info")
    writer.beginObject()
    for list in List.allCases {
      writer.key(list.rawValue)
      writer.beginArray()
      for (offset, record) in records.enumerated() {
        guard let entry = list.entry(for: receptions[offset]) else { continue }
        let line = form.liesAboutLines ? Self.falseLine(offset, of: records.count) : offset + 1
        writeEntry(of: record, line: line, message: entry.message, to: &writer)
      }
      writer.endArray()
    }
    writer.endObject()
  }

  private static func writeEntry(
    of record: SubmittedRecord, line: Int, message: String?, to writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.key("line")
    writer.value(line)
    writer.key("batch_code")
    writer.value(record.batchCode ?? "")
    writer.key("custom_code")
    writer.value(record.customCode ?? "")
    if let message {
      writer.key("message")
      writer.value(message)
    }
    writer.endObject()
  }

  /// The line of the next record, of the first for the last: plausible and never right.
  private static func falseLine(_ offset: Int, of count: Int) -> Int {
    (offset + 1) % max(count, 2) + 1
  }

  private struct Entry {
    let message: String?
  }

  private enum List: String, CaseIterable {
    case errors, uploadSuccess, uploadChangeService

    /// The entry this list has for a record, nil when the record is not in it.
    func entry(for reception: Intake.Reception) -> Entry? {
      switch (self, reception) {
      case (.errors, .refused(let message)), (.errors, .listedTwice(let message)),
        (.uploadChangeService, .serviceChanged(let message)):
        Entry(message: message)
      case (.uploadSuccess, .taken), (.uploadSuccess, .listedTwice): Entry(message: nil)
      default: nil
      }
    }
  }
}

extension CreateReply.Form {
  /// The form that the faults of a POST ask for, counted as having struck.
  init(_ delivery: FaultDelivery) {
    if let fault = delivery.struck(.partialOnErrorStatus) {
      alwaysLists = true
      statusOfLists = fault.status ?? 422
    }
    if delivery.struck(.lyingLines) != nil {
      alwaysLists = true
      liesAboutLines = true
    }
  }
}
