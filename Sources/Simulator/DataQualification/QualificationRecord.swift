/// The records of this operation.
typealias QualificationStore = RecordStore<QualificationFacts>
typealias StoredQualification = StoredRecord<QualificationFacts>

/// What is kept of a record beside its texts.
struct QualificationFacts {
  var merchantID: Int
  /// NaN when the record has none: an optional would cost eight bytes more.
  private var amountOrNaN: Double
  private var serviceByte: UInt8
  var outcome: Outcome
  var isSavings: Bool

  init(merchantID: Int, serviceID: Int, amount: Double?, outcome: Outcome, isSavings: Bool) {
    self.merchantID = merchantID
    amountOrNaN = amount ?? .nan
    serviceByte = UInt8(serviceID)
    self.outcome = outcome
    self.isSavings = isSavings
  }

  /// In reais.
  var amount: Double? {
    get { amountOrNaN.isNaN ? nil : amountOrNaN }
    set { amountOrNaN = newValue ?? .nan }
  }

  var serviceID: Int {
    get { Int(serviceByte) }
    set { serviceByte = UInt8(newValue) }
  }
}

/// The texts of a record in the order they are packed, the code first as ``RecordStore`` demands.
enum RecordText: Int, CaseIterable {
  case customCode, batchCode, name, document, bankCode, bankBranch, bankBranchDigit, account,
    accountDigit
  /// Empty when the record has none.
  case notificationURL

  private static let memberNames = [
    "custom_code", "batch_code", "name", "document", "bank_code", "bank_branch",
    "bank_branch_digit", "account", "account_digit", "notification_url",
  ]

  /// The API's name.
  var memberName: String { Self.memberNames[rawValue] }
}

extension Array {
  /// The element of a list that has the order of ``RecordText``.
  subscript(text: RecordText) -> Element {
    get { self[text.rawValue] }
    set { self[text.rawValue] = newValue }
  }
}

extension SubmittedRecord {
  /// The texts of a record that ``RecordRules`` took.
  var texts: [String] {
    let beneficiary = beneficiary ?? SubmittedBeneficiary()
    return [
      customCode, batchCode, beneficiary.name, beneficiary.document, beneficiary.bankCode,
      beneficiary.bankBranch, beneficiary.bankBranchDigit, beneficiary.account,
      beneficiary.accountDigit, notificationURL,
    ].map { $0 ?? "" }
  }
}

/// One record as one line of the store file: a JSON object with the API's names plus `id` and
/// `stored_ms` (milliseconds since 1970-01-01T00:00:00Z). The outcome follows from the name and is not
/// written.
enum StoreLine {
  static func write(_ store: QualificationStore, _ index: Int, to writer: inout JSONWriter) {
    let record = store.records[index]
    writer.beginObject()
    writer.key("id")
    writer.value(RecordEncoder.id(ofRecord: index))
    writer.key("stored_ms")
    writer.value(Int(record.storedAt.milliseconds))
    writer.key("merchant_id")
    writer.value(record.facts.merchantID)
    writer.key("service_id")
    writer.value(record.facts.serviceID)
    if let amount = record.facts.amount {
      writer.key("amount")
      writer.value(amount)
    }
    writer.key("account_type")
    writer.value(record.facts.isSavings ? "SAVINGS" : "CHECKING")
    for (text, value) in zip(RecordText.allCases, store.utf8(of: index)) {
      writer.key(text.memberName)
      writer.value(utf8: value)
    }
    writer.endObject()
    writer.endLine()
  }

  /// - Throws: ``JSONReadingError`` when the line is not a record.
  static func read(_ line: [UInt8]) throws(JSONReadingError) -> NewRecord<QualificationFacts> {
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
    let packed = RecordText.allCases.compactMap { texts[$0.memberName] }
    guard let storedAt = integers["stored_ms"], let merchantID = integers["merchant_id"],
      let serviceID = integers["service_id"], QualificationService.identifiers.contains(serviceID),
      packed.count == RecordText.allCases.count
    else { throw reader.failure("line that is not a stored record") }
    return NewRecord(
      texts: packed,
      facts: QualificationFacts(
        merchantID: merchantID, serviceID: serviceID, amount: amount,
        outcome: TestPayee.outcome(ofName: packed[.name]),
        isSavings: texts["account_type"] == "SAVINGS"),
      storedAt: Moment(milliseconds: Int64(storedAt)))
  }
}
