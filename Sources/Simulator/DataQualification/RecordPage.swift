/// One page in the shape of a Laravel resource collection: `data`, `links`, `meta`.
struct RecordPage {
  let query: ListQuery
  let selection: RecordSelection
  /// Of the collection, without a query.
  let path: String
  /// The caller's query without `page`, byte for byte.
  let otherParameters: String

  /// Rough size of one encoded record, to reserve the buffer once.
  private static let bytesPerRecord = 640

  func body(store: QualificationStore, clock: StatusClock) -> [UInt8] {
    var writer = JSONWriter(reserving: selection.records.count * Self.bytesPerRecord + 1024)
    var encoder = RecordEncoder(store: store, clock: clock)
    let frame = PageFrame(
      page: query.page, perPage: query.perPage, total: selection.total,
      count: selection.records.count, path: path, otherParameters: otherParameters)
    frame.write(to: &writer) { writer in
      for record in selection.records { encoder.write(record, to: &writer) }
    }
    return writer.bytes
  }
}

/// Writes records as the API shows them.
struct RecordEncoder {
  private let store: QualificationStore
  private let clock: StatusClock
  /// Neighbours on a page mostly share a second, and formatting it is a good part of the work.
  private var lastFormatted: (second: Int64, text: String)?

  init(store: QualificationStore, clock: StatusClock) {
    self.store = store
    self.clock = clock
  }

  static func id(ofRecord index: Int) -> Int { index + 1 }

  static func merchantName(of merchantID: Int) -> String { "Merchant \(merchantID)" }

  mutating func write(_ index: Int, to writer: inout JSONWriter) {
    let record = store.records[index]
    let texts = store.utf8(of: index)
    writer.beginObject()
    writer.key("id")
    writer.value(Self.id(ofRecord: index))
    writeCodes(texts, record, to: &writer)
    writeBeneficiary(texts, record, to: &writer)
    writer.key("amount")
    if let amount = record.facts.amount { writer.value(amount) } else { writer.null() }
    writer.key("created_at")
    writer.value(text(of: record.storedAt))
    writer.key("updated_at")
    writer.value(text(of: clock.updatedAt(of: record)))
    writeMerchant(record.facts.merchantID, to: &writer)
    writer.endObject()
  }

  private func writeCodes(
    _ texts: [ArraySlice<UInt8>], _ record: StoredQualification, to writer: inout JSONWriter
  ) {
    let status = clock.status(of: record)
    writer.key("batch_code")
    writer.value(utf8: texts[.batchCode])
    writer.key("custom_code")
    writer.value(utf8: texts[.customCode])
    writer.key("data_qualification_service_name")
    writer.value(QualificationService.name(of: record.facts.serviceID))
    writer.key("status_flow_data_qualification_id")
    writer.value(status)
    writer.key("data_qualification_status_flow_name")
    writer.value(QualificationStatus.name(of: status))
    writer.key("description_status")
    writer.value(QualificationStatus.description(of: status))
  }

  private func writeBeneficiary(
    _ texts: [ArraySlice<UInt8>], _ record: StoredQualification, to writer: inout JSONWriter
  ) {
    for text in [RecordText.name, .document, .bankCode, .bankBranch] {
      writer.key(text.memberName)
      writer.value(utf8: texts[text])
    }
    writer.key(RecordText.bankBranchDigit.memberName)
    let digit = texts[.bankBranchDigit]
    if digit.isEmpty { writer.null() } else { writer.value(utf8: digit) }
    for text in [RecordText.account, .accountDigit] {
      writer.key(text.memberName)
      writer.value(utf8: texts[text])
    }
    writer.key("account_type_name")
    writer.value(record.facts.isSavings ? "Savings account" : "Checking account")
  }

  private func writeMerchant(_ merchantID: Int, to writer: inout JSONWriter) {
    writer.key("merchant")
    writer.beginObject()
    writer.key("id")
    writer.value(merchantID)
    writer.key("name")
    writer.value(Self.merchantName(of: merchantID))
    writer.endObject()
  }

  private mutating func text(of moment: Moment) -> String {
    let second = moment.milliseconds.flooredDivision(by: 1000).quotient
    if let lastFormatted, lastFormatted.second == second { return lastFormatted.text }
    let text = moment.text
    lastFormatted = (second, text)
    return text
  }
}

/// The bare arrays of `{id, name}` that services and statuses answer with.
enum NamedList {
  static func services() -> [UInt8] {
    body(Array(QualificationService.identifiers), name: QualificationService.name(of:))
  }

  /// The documents give the status list paging parameters and do not say what they do to its shape;
  /// here they cut the bare array.
  static func statuses(page: Int?, perPage: Int?) -> [UInt8] {
    let all = QualificationStatus.documented
    guard let perPage, perPage > 0 else { return body(all, name: QualificationStatus.name(of:)) }
    let skipped = min(all.count, (max(1, page ?? 1) - 1).multipliedClamped(by: perPage))
    return body(
      Array(all.dropFirst(skipped).prefix(perPage)), name: QualificationStatus.name(of:))
  }

  private static func body(_ identifiers: [Int], name: (Int) -> String) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    for identifier in identifiers {
      writer.beginObject()
      writer.key("id")
      writer.value(identifier)
      writer.key("name")
      writer.value(name(identifier))
      writer.endObject()
    }
    writer.endArray()
    return writer.bytes
  }
}
