/// What the simulator demands of one record. The vendor documents few of its rules; where it is
/// silent these follow its spreadsheet and payout pages.
enum RecordRules {
  /// Of `custom_code`, from the vendor's spreadsheet rules for the same product.
  static let customCodeLength = 1...45
  /// Of `amount`, decimal reais; needed by services 4 and 5 only.
  static let amountRange = 0.01...150_000.0
  /// Bounds that only keep the store's fields finite; the vendor names none.
  static let longestName = 150
  static let longestText = 255

  /// The message the API refuses the record with, or nil when it is taken.
  static func refusal(of record: SubmittedRecord, serviceID: Int) -> String? {
    refusal(ofCodes: record)
      ?? refusal(ofAmount: record.amount, serviceID: serviceID)
      ?? refusal(of: record.beneficiary)
  }

  private static func refusal(ofCodes record: SubmittedRecord) -> String? {
    guard let code = record.customCode, customCodeLength.contains(code.unicodeScalars.count)
    else { return "Custom code format invalid" }
    guard let batch = record.batchCode, (1...longestText).contains(batch.utf8.count)
    else { return "Batch code format invalid" }
    guard (record.notificationURL?.utf8.count ?? 0) <= longestText
    else { return "Notification url format invalid" }
    return nil
  }

  private static func refusal(ofAmount amount: Double?, serviceID: Int) -> String? {
    guard serviceID >= 4 else { return nil }
    guard let amount, amountRange.contains(amount) else { return "Amount format invalid" }
    return nil
  }

  private static func refusal(of beneficiary: SubmittedBeneficiary?) -> String? {
    guard let beneficiary else { return "Beneficiary format invalid" }
    let digit = beneficiary.bankBranchDigit ?? ""
    if !isRight(beneficiary.name, isName) { return "Name format invalid" }
    if !isRight(beneficiary.document, isDocument) { return "Document format invalid" }
    if !isRight(beneficiary.bankCode, isBankCode) { return "Bank code format invalid" }
    if !isRight(beneficiary.bankBranch, isBranch) { return "Bank branch format invalid" }
    if !isBranchDigit(digit) { return "Bank branch digit format invalid" }
    if !isRight(beneficiary.account, isAccount) { return "Account format invalid" }
    if !isRight(beneficiary.accountDigit, isAccountDigit) { return "Account digit format invalid" }
    if !isRight(beneficiary.accountType, isAccountType) { return "Account type format invalid" }
    return nil
  }

  private static func isRight(_ text: String?, _ rule: (String) -> Bool) -> Bool {
    text.map(rule) ?? false
  }

  /// Letters of any script with the marks of names and firms, at least one letter.
  private static func isName(_ text: String) -> Bool {
    guard (1...longestName).contains(text.unicodeScalars.count) else { return false }
    var hasLetter = false
    for scalar in text.unicodeScalars {
      if isLetter(scalar) {
        hasLetter = true
      } else if !isNameMark(scalar) {
        return false
      }
    }
    return hasLetter
  }

  /// ASCII first: looking up properties costs more than the rest of the record.
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z": true
    default: !scalar.isASCII && scalar.properties.isAlphabetic
    }
  }

  private static func isNameMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", ".", ",", "'", "’", "-", "&", "/", "(", ")", "0"..."9": true
    default: scalar.properties.canonicalCombiningClass != .notReordered
    }
  }

  /// CPF of 11 digits, CNPJ of 12 digits or capitals and two check digits.
  private static func isDocument(_ text: String) -> Bool {
    let bytes = text.utf8
    if bytes.count == 11 { return bytes.allSatisfy(isDigit) }
    return bytes.count == 14 && bytes.prefix(12).allSatisfy { isDigit($0) || isCapital($0) }
      && bytes.suffix(2).allSatisfy(isDigit)
  }

  private static func isAccount(_ text: String) -> Bool {
    (1...15).contains(text.utf8.count) && text.utf8.allSatisfy { isDigit($0) || isCapital($0) }
  }

  private static func isAccountType(_ text: String) -> Bool {
    text == "CHECKING" || text == "SAVINGS"
  }

  private static func isBranchDigit(_ text: String) -> Bool { text.unicodeScalars.count <= 1 }

  private static func isBankCode(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy(isDigit)
  }

  private static func isBranch(_ text: String) -> Bool {
    (1...5).contains(text.utf8.count) && text.utf8.allSatisfy(isDigit)
  }

  private static func isAccountDigit(_ text: String) -> Bool { text.unicodeScalars.count == 1 }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
