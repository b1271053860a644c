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
