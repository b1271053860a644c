/// One POST as the caller sent it, read but not judged.
struct CreateRequest {
  var merchantID: Int?
  /// Nil when absent or not a whole number.
  var serviceID: Int?
  /// Nil when `data` is absent or not an array.
  var records: [SubmittedRecord]?
}

/// One element of `data`. A field that is absent, null or of the wrong kind is nil.
struct SubmittedRecord {
  var amount: Double?
  var customCode: String?
  var batchCode: String?
  var notificationURL: String?
  var beneficiary: SubmittedBeneficiary?
}

/// The `beneficiary` of a record; fields the API only stores and never shows again are left out.
struct SubmittedBeneficiary {
  var name: String?
  var bankCode: String?
  var bankBranch: String?
  var bankBranchDigit: String?
  var account: String?
  var accountDigit: String?
  var accountType: String?
  var document: String?
}

/// Reads the body of a POST. Unknown members are skipped.
enum CreateRequestReader {
  /// - Throws: ``JSONReadingError`` when the body is not one JSON object.
  static func read(_ body: [UInt8]) throws(JSONReadingError) -> CreateRequest {
    var reader = JSONReader(body)
    var request = CreateRequest()
    try reader.readObject { (key, reader) throws(JSONReadingError) in
      switch key {
      case "merchant_id": request.merchantID = try reader.readIntegerIfPresent()
      case "service_id": request.serviceID = try reader.readIntegerIfPresent()
      case "data": request.records = try readRecords(&reader)
      default: try reader.skipValue()
      }
    }
    try reader.expectEnd()
    return request
  }

  private static func readRecords(
    _ reader: inout JSONReader
  ) throws(JSONReadingError) -> [SubmittedRecord]? {
    guard try reader.nextKind() == .array else {
      try reader.skipValue()
      return nil
    }
    var records: [SubmittedRecord] = []
    try reader.readArray { (reader) throws(JSONReadingError) in
      records.append(try readRecord(&reader))
    }
    return records
  }

  private static func readRecord(
    _ reader: inout JSONReader
  ) throws(JSONReadingError) -> SubmittedRecord {
    var record = SubmittedRecord()
    guard try reader.nextKind() == .object else {
      try reader.skipValue()
      return record
    }
    try reader.readObject { (key, reader) throws(JSONReadingError) in
      switch key {
      case "amount": record.amount = try reader.readNumberIfPresent()
      case "custom_code": record.customCode = try reader.readStringIfPresent()
      case "batch_code": record.batchCode = try reader.readStringIfPresent()
      case "notification_url": record.notificationURL = try reader.readStringIfPresent()
      case "beneficiary": record.beneficiary = try readBeneficiary(&reader)
      default: try reader.skipValue()
      }
    }
    return record
  }

  private static func readBeneficiary(
    _ reader: inout JSONReader
  ) throws(JSONReadingError) -> SubmittedBeneficiary? {
    guard try reader.nextKind() == .object else {
      try reader.skipValue()
      return nil
    }
    var beneficiary = SubmittedBeneficiary()
    try reader.readObject { (key, reader) throws(JSONReadingError) in
      switch key {
      case "name": beneficiary.name = try reader.readStringIfPresent()
      case "bank_code": beneficiary.bankCode = try reader.readStringIfPresent()
      case "bank_branch": beneficiary.bankBranch = try reader.readStringIfPresent()
      case "bank_branch_digit": beneficiary.bankBranchDigit = try reader.readStringIfPresent()
      case "account": beneficiary.account = try reader.readStringIfPresent()
      case "account_digit": beneficiary.accountDigit = try reader.readStringIfPresent()
      case "account_type": beneficiary.accountType = try reader.readStringIfPresent()
      case "document": beneficiary.document = try reader.readStringIfPresent()
      default: try reader.skipValue()
      }
    }
    return beneficiary
  }
}
