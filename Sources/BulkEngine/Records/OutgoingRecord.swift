/// A record as it leaves the building: checked, normalised, with its code.
package struct OutgoingRecord: Sendable, Equatable {
  /// 1-based, header excluded.
  package var number: Int
  package var customCode: String
  package var name: String
  /// 11 or 14 characters, zero padded.
  package var document: String
  package var documentType: DocumentType
  /// 3 digits.
  package var bankCode: String
  /// 4 digits, or 5 where the bank has such branches.
  package var bankBranch: String
  /// Empty when there is none.
  package var bankBranchDigit: String
  package var account: String
  package var accountDigit: String
  package var accountType: AccountType
  /// Hundredths of the currency, 1...15,000,000; `nil` when the record has none.
  package var amountInCents: Int64?
  /// The code that an earlier run gave the same record, when this one has another.
  package var predecessor: Predecessor?

  package init(
    number: Int, customCode: String, name: String, document: String, documentType: DocumentType,
    bankCode: String, bankBranch: String, bankBranchDigit: String, account: String,
    accountDigit: String, accountType: AccountType, amountInCents: Int64? = nil,
    predecessor: Predecessor? = nil
  ) {
    self.number = number
    self.customCode = customCode
    self.name = name
    self.document = document
    self.documentType = documentType
    self.bankCode = bankCode
    self.bankBranch = bankBranch
    self.bankBranchDigit = bankBranchDigit
    self.account = account
    self.accountDigit = accountDigit
    self.accountType = accountType
    self.amountInCents = amountInCents
    self.predecessor = predecessor
  }
}

/// The code under which an earlier run sent a record that now has another.
package struct Predecessor: Sendable, Equatable {
  package var customCode: String
  /// Whether a person gave the record its new code, and not ``CodeLineage``.
  package var isReplacedByHand: Bool

  package init(customCode: String, isReplacedByHand: Bool = false) {
    self.customCode = customCode
    self.isReplacedByHand = isReplacedByHand
  }
}

/// Kind of a document, in the API's words.
package enum DocumentType: String, Sendable {
  case cpf
  case cnpj
}

/// Kind of an account, in the API's words.
package enum AccountType: String, Sendable {
  case checking = "CHECKING"
  case savings = "SAVINGS"
}
