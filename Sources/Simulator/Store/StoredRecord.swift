/// One stored record, its texts packed into one byte range of a ``TextArena``.
///
/// A million records of a dozen strings each would be a dozen million small objects; packed, a
/// record costs about 150 bytes.
struct StoredRecord {
  /// Where ``StoredTexts`` lie.
  let texts: TextArena.Range
  let storedAt: Moment
  let merchantID: Int
  /// NaN when the record has none: an optional would cost eight bytes more.
  let amountOrNaN: Double
  /// Index into the store's list of tokens, or negative when the token is not known (a record
  /// read back from a file).
  let tokenIndex: Int32
  let serviceID: UInt8
  let outcome: Outcome
  let isSavings: Bool
  let hasNotificationURL: Bool

  var amount: Double? { amountOrNaN.isNaN ? nil : amountOrNaN }
}

/// The texts of a record in the order they are packed.
struct StoredTexts: Equatable {
  var customCode: String
  var batchCode: String
  var name: String
  var document: String
  var bankCode: String
  var bankBranch: String
  var bankBranchDigit: String
  var account: String
  var accountDigit: String
  /// Empty when the record has none.
  var notificationURL: String

  static let fieldCount = 10
  static let customCodeIndex = 0
  static let batchCodeIndex = 1
  static let nameIndex = 2
  static let documentIndex = 3
  static let bankCodeIndex = 4
  static let bankBranchIndex = 5
  static let bankBranchDigitIndex = 6
  static let accountIndex = 7
  static let accountDigitIndex = 8

  var fields: [String] {
    [
      customCode, batchCode, name, document, bankCode, bankBranch, bankBranchDigit, account,
      accountDigit, notificationURL,
    ]
  }

  init(fields: [String]) {
    precondition(fields.count == Self.fieldCount, "a record has \(Self.fieldCount) texts")
    customCode = fields[0]
    batchCode = fields[1]
    name = fields[2]
    document = fields[3]
    bankCode = fields[4]
    bankBranch = fields[5]
    bankBranchDigit = fields[6]
    account = fields[7]
    accountDigit = fields[8]
    notificationURL = fields[9]
  }
}
