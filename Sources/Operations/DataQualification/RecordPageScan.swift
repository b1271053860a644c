import BulkEngine

/// Reads a page of records in the shape that is expected of the API, in one pass.
///
/// Verdicts come by the ten thousand pages. Whatever has another shape, even by a missing code, is
/// left to ``RecordPageMessage``, which knows all shapes; a page that is read here, both read the
/// same.
struct RecordPageScan {
  private var records: [RemoteRecord]?
  private var meta = MetaNumbers()

  /// Of the page among all pages.
  private struct MetaNumbers {
    var lastPage: Int?
    var total: Int?
  }

  /// - Returns: `nil` for any other shape.
  static func page(in body: [UInt8]) -> RemotePage? {
    var scan = RecordPageScan()
    var scanner = JSONScanner(body)
    do throws(OtherShape) {
      try scan.read(&scanner)
      try scanner.end()
    } catch {
      return nil
    }
    return scan.records.map {
      RemotePage(records: $0, lastPage: scan.meta.lastPage, total: scan.meta.total)
    }
  }

  private mutating func read(_ scanner: inout JSONScanner) throws(OtherShape) {
    var records: [RemoteRecord]?
    var meta = MetaNumbers()
    try scanner.object(keys: Page.names) { (key, scanner) throws(OtherShape) in
      switch key.map({ Page.allCases[$0] }) {
      case .data: records = try Self.records(&scanner)
      case .meta: meta = try Self.meta(&scanner)
      case .last_page, .total: throw OtherShape()
      case nil: try scanner.skip()
      }
    }
    self.records = records
    self.meta = meta
  }

  private static func records(_ scanner: inout JSONScanner) throws(OtherShape) -> [RemoteRecord] {
    var records: [RemoteRecord] = []
    try scanner.array { (scanner) throws(OtherShape) in records.append(try record(&scanner)) }
    return records
  }

  private static func meta(_ scanner: inout JSONScanner) throws(OtherShape) -> MetaNumbers {
    var meta = MetaNumbers()
    try scanner.object(keys: Meta.names) { (key, scanner) throws(OtherShape) in
      switch key.map({ Meta.allCases[$0] }) {
      case .last_page: meta.lastPage = try scanner.wholeNumber()
      case .total: meta.total = try scanner.wholeNumber()
      case nil: try scanner.skip()
      }
    }
    return meta
  }

  private static func record(_ scanner: inout JSONScanner) throws(OtherShape) -> RemoteRecord {
    var record = RemoteRecord(id: "0", customCode: "", statusID: "0", document: nil)
    var hasStatus = false
    try scanner.object(keys: Record.names) { (key, scanner) throws(OtherShape) in
      switch key.map({ Record.allCases[$0] }) {
      case .id: record.id = String(try scanner.wholeNumber())
      case .custom_code: record.customCode = try scanner.text()
      case .batch_code: record.batchCode = try scanner.textOrNull()
      case .status_flow_data_qualification_id:
        record.statusID = String(try scanner.wholeNumber())
        hasStatus = true
      case .data_qualification_service_name: record.treatment = try scanner.textOrNull()
      case .document: record[.document] = try scanner.textOrNull()
      case .bank_code: record[.bankCode] = try scanner.textOrNull()
      case .bank_branch: record[.bankBranch] = try scanner.textOrNull()
      case .account: record[.account] = try scanner.textOrNull()
      case .account_digit: record[.accountDigit] = try scanner.textOrNull()
      case .amount: record.amountInCents = try scanner.decimalOrNull().flatMap(DecimalAmount.cents)
      case .created_at: record.createdAt = try scanner.textOrNull()
      case nil: try scanner.skip()
      }
    }
    guard hasStatus, !record.customCode.isEmpty else { throw OtherShape() }
    return record
  }

  // MARK: Keys

  private enum Page: String, CaseIterable {
    case data, meta, last_page, total
    static let names = allCases.map { Array($0.rawValue.utf8) }
  }

  private enum Meta: String, CaseIterable {
    case last_page, total
    static let names = allCases.map { Array($0.rawValue.utf8) }
  }

  private enum Record: String, CaseIterable {
    case id, custom_code, batch_code, status_flow_data_qualification_id,
      data_qualification_service_name
    case document, bank_code, bank_branch, account, account_digit, amount, created_at
    static let names = allCases.map { Array($0.rawValue.utf8) }
  }
}
