/// Writes records as the API shows them.
struct RecordEncoder {
  private let store: RecordStore
  private let clock: StatusClock
  /// Neighbours on a page mostly share a second, and formatting it is a good part of the work.
  private var lastFormatted: (second: Int64, text: String)?

  init(store: RecordStore, clock: StatusClock) {
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
    if let amount = record.amount { writer.value(amount) } else { writer.null() }
    writer.key("created_at")
    writer.value(text(of: record.storedAt))
    writer.key("updated_at")
    writer.value(text(of: clock.updatedAt(of: record)))
    writeMerchant(record.merchantID, to: &writer)
    writer.endObject()
  }

  private func writeCodes(
    _ texts: [ArraySlice<UInt8>], _ record: StoredRecord, to writer: inout JSONWriter
  ) {
    let status = clock.status(of: record)
    writer.key("batch_code")
    writer.value(utf8: texts[StoredTexts.batchCodeIndex])
    writer.key("custom_code")
    writer.value(utf8: texts[StoredTexts.customCodeIndex])
    writer.key("data_qualification_service_name")
    writer.value(QualificationService.name(of: Int(record.serviceID)))
    writer.key("status_flow_data_qualification_id")
    writer.value(status)
    writer.key("data_qualification_status_flow_name")
    writer.value(QualificationStatus.name(of: status))
    writer.key("description_status")
    writer.value(QualificationStatus.description(of: status))
  }

  private func writeBeneficiary(
    _ texts: [ArraySlice<UInt8>], _ record: StoredRecord, to writer: inout JSONWriter
  ) {
    writer.key("name")
    writer.value(utf8: texts[StoredTexts.nameIndex])
    writer.key("document")
    writer.value(utf8: texts[StoredTexts.documentIndex])
    writer.key("bank_code")
    writer.value(utf8: texts[StoredTexts.bankCodeIndex])
    writer.key("bank_branch")
    writer.value(utf8: texts[StoredTexts.bankBranchIndex])
    writer.key("bank_branch_digit")
    let bankBranchDigit = texts[StoredTexts.bankBranchDigitIndex]
    if bankBranchDigit.isEmpty { writer.null() } else { writer.value(utf8: bankBranchDigit) }
    writer.key("account")
    writer.value(utf8: texts[StoredTexts.accountIndex])
    writer.key("account_digit")
    writer.value(utf8: texts[StoredTexts.accountDigitIndex])
    writer.key("account_type_name")
    writer.value(record.isSavings ? "Savings account" : "Checking account")
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
