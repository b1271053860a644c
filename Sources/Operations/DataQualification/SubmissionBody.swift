import BulkEngine
import Spreadsheets

/// The body of a submission: fixed order of keys, so the same records give the same bytes.
struct SubmissionBody: Sendable {
  /// Longest `batch_code` in bytes; ``size(of:)`` reserves as much for every record.
  static let longestBatchCode = 45

  let serviceID: Int
  let merchantID: Int?
  let notificationURL: String?

  /// Services 4 and 5 deposit an amount given by the caller.
  var carriesAmount: Bool { serviceID >= 4 }

  /// Bytes around the records.
  var envelopeSize: Int { head.count + Self.foot.count }

  /// Most bytes that `record` and its comma can take; a short batch code leaves some unused.
  func size(of record: OutgoingRecord) -> Int {
    let fixed =
      Self.fixedSize + Self.longestBatchCode + record.accountType.rawValue.utf8.count
      + record.documentType.rawValue.utf8.count
    let texts =
      JSONText.size(ofString: record.customCode) + JSONText.size(ofString: record.name)
      + JSONText.size(ofString: record.bankCode) + JSONText.size(ofString: record.bankBranch)
      + JSONText.size(ofString: record.account) + JSONText.size(ofString: record.accountDigit)
      + JSONText.size(ofString: record.document)
    return fixed + texts + optionalSize(of: record)
  }

  /// The whole body; `batchCode` goes into every record.
  func bytes(of records: [OutgoingRecord], batchCode: String) -> [UInt8] {
    precondition(batchCode.utf8.count <= Self.longestBatchCode, "the batch code is too long")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(records.reduce(envelopeSize) { $0 + size(of: $1) })
    bytes += head
    for (index, record) in records.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(record, batchCode: batchCode, to: &bytes)
    }
    bytes += Self.foot
    return bytes
  }

  private var head: [UInt8] {
    let merchant = merchantID.map { "\"merchant_id\":\($0)," } ?? ""
    return Array("{\(merchant)\"service_id\":\(serviceID),\"data\":[".utf8)
  }

  private static let foot = Array("]}".utf8)
}

// MARK: - One record

extension SubmissionBody {
  /// Keys, braces and quotation marks that every record has, its comma included.
  private static let fixedSize: Int = {
    let frame =
      #"{"custom_code":,"batch_code":"","beneficiary":{"name":,"bank_code":,"bank_branch":,"#
      + #""account":,"account_digit":,"account_type":"","document":,"document_type":""}},"#
    return frame.utf8.count
  }()

  private func optionalSize(of record: OutgoingRecord) -> Int {
    var size = 0
    if carriesAmount, let cents = record.amountInCents {
      size += #""amount":,"#.utf8.count + AmountText.decimalLength(cents)
    }
    if let notificationURL {
      size += #""notification_url":,"#.utf8.count + JSONText.size(ofString: notificationURL)
    }
    if record.bankBranchDigit.utf8.count == 1 {
      size += #""bank_branch_digit":,"#.utf8.count
      size += JSONText.size(ofString: record.bankBranchDigit)
    }
    return size
  }

  private func append(_ record: OutgoingRecord, batchCode: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    appendAmount(of: record, to: &bytes)
    Self.append(#""custom_code":"#, record.customCode, to: &bytes)
    Self.append(#","batch_code":"#, batchCode, to: &bytes)
    if let notificationURL { Self.append(#","notification_url":"#, notificationURL, to: &bytes) }
    Self.appendBeneficiary(of: record, to: &bytes)
    bytes.append(UInt8(ascii: "}"))
  }

  /// A record without an amount under a service that deposits one would let the API choose it.
  private func appendAmount(of record: OutgoingRecord, to bytes: inout [UInt8]) {
    guard carriesAmount else { return }
    guard let cents = record.amountInCents, cents > 0 else {
      preconditionFailure("services 4 and 5 need an amount in every record")
    }
    JSONText.append(literal: #""amount":"#, to: &bytes)
    bytes += AmountText.decimal(cents).utf8
    bytes.append(UInt8(ascii: ","))
  }

  private static func appendBeneficiary(of record: OutgoingRecord, to bytes: inout [UInt8]) {
    append(#","beneficiary":{"name":"#, record.name, to: &bytes)
    append(#","bank_code":"#, record.bankCode, to: &bytes)
    append(#","bank_branch":"#, record.bankBranch, to: &bytes)
    // One character is all that the API takes; Banrisul's control of two is left out.
    if record.bankBranchDigit.utf8.count == 1 {
      append(#","bank_branch_digit":"#, record.bankBranchDigit, to: &bytes)
    }
    append(#","account":"#, record.account, to: &bytes)
    append(#","account_digit":"#, record.accountDigit, to: &bytes)
    append(#","account_type":"#, record.accountType.rawValue, to: &bytes)
    append(#","document":"#, record.document, to: &bytes)
    append(#","document_type":"#, record.documentType.rawValue, to: &bytes)
    bytes.append(UInt8(ascii: "}"))
  }

  private static func append(_ key: StaticString, _ text: String, to bytes: inout [UInt8]) {
    JSONText.append(literal: key, to: &bytes)
    JSONText.append(string: text, to: &bytes)
  }
}
