/// One record as one line of the store file: a JSON object with the API's names plus `id` and
/// `stored_ms` (milliseconds since 1970-01-01T00:00:00Z). Outcomes are not written: the name
/// tells them again.
enum StoreLine {
  static func write(
    _ record: StoredRecord, texts: [ArraySlice<UInt8>], id: Int, to writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.key("id")
    writer.value(id)
    writer.key("stored_ms")
    writer.value(Int(record.storedAt.milliseconds))
    writer.key("merchant_id")
    writer.value(record.merchantID)
    writer.key("service_id")
    writer.value(Int(record.serviceID))
    if let amount = record.amount {
      writer.key("amount")
      writer.value(amount)
    }
    writer.key("account_type")
    writer.value(record.isSavings ? "SAVINGS" : "CHECKING")
    for (name, text) in zip(textNames, texts) {
      writer.key(name)
      writer.value(utf8: text)
    }
    writer.endObject()
    writer.endLine()
  }

  /// - Throws: ``JSONReadingError`` when the line is not a record.
  static func read(_ line: [UInt8]) throws(JSONReadingError) -> NewRecord {
    var reader = JSONReader(line)
    var integers: [String: Int] = [:]
    var texts: [String: String] = [:]
    var amount: Double?
    try reader.readObject { (key, reader) throws(JSONReadingError) in
      switch key {
      case "id", "stored_ms", "merchant_id", "service_id":
        integers[key] = try reader.readIntegerIfPresent()
      case "amount": amount = try reader.readNumberIfPresent()
      default: texts[key] = try reader.readStringIfPresent()
      }
    }
    guard let storedAt = integers["stored_ms"], let merchantID = integers["merchant_id"],
      let serviceID = integers["service_id"], QualificationService.identifiers.contains(serviceID),
      textNames.allSatisfy({ texts[$0] != nil })
    else { throw reader.failure("line that is not a stored record") }
    return NewRecord(
      texts: StoredTexts(fields: textNames.map { texts[$0] ?? "" }), amount: amount,
      isSavings: texts["account_type"] == "SAVINGS", merchantID: merchantID, serviceID: serviceID,
      storedAt: Moment(milliseconds: Int64(storedAt)))
  }

  /// In the order of ``StoredTexts/fields``.
  private static let textNames = [
    "custom_code", "batch_code", "name", "document", "bank_code", "bank_branch",
    "bank_branch_digit", "account", "account_digit", "notification_url",
  ]
}
