package import BulkEngine

/// The values of an outgoing record that is a payee, in their order.
package enum PayeeValue: Int, CaseIterable, Sendable {
  case name
  case documentType
  /// 11 or 14 characters, zero padded.
  case document
  /// 3 digits.
  case bankCode
  /// 4 digits, or 5 where the bank has such branches.
  case bankBranch
  case bankBranchDigit
  case account
  case accountDigit
  case accountType
}

extension OutgoingRecord {
  /// A payee.
  ///
  /// - Parameters:
  ///   - document: 11 or 14 characters, zero padded.
  ///   - bankCode: 3 digits.
  ///   - bankBranch: 4 digits, or 5 where the bank has such branches.
  ///   - bankBranchDigit: empty when there is none.
  ///   - amountInCents: 1...15,000,000; `nil` when the record has none.
  package init(
    number: Int, customCode: String, name: String, document: String, documentType: DocumentType,
    bankCode: String, bankBranch: String, bankBranchDigit: String, account: String,
    accountDigit: String, accountType: AccountType, amountInCents: Int64? = nil,
    predecessor: Predecessor? = nil
  ) {
    self.init(
      number: number, customCode: customCode,
      values: [
        name, documentType.rawValue, document, bankCode, bankBranch, bankBranchDigit, account,
        accountDigit, accountType.rawValue,
      ], amountInCents: amountInCents, predecessor: predecessor)
  }

  package var name: String {
    get { self[.name] }
    set { self[.name] = newValue }
  }
  package var document: String {
    get { self[.document] }
    set { self[.document] = newValue }
  }
  package var documentType: DocumentType {
    get { DocumentType(rawValue: self[.documentType]) ?? .cpf }
    set { self[.documentType] = newValue.rawValue }
  }
  package var bankCode: String {
    get { self[.bankCode] }
    set { self[.bankCode] = newValue }
  }
  package var bankBranch: String {
    get { self[.bankBranch] }
    set { self[.bankBranch] = newValue }
  }
  package var bankBranchDigit: String {
    get { self[.bankBranchDigit] }
    set { self[.bankBranchDigit] = newValue }
  }
  package var account: String {
    get { self[.account] }
    set { self[.account] = newValue }
  }
  package var accountDigit: String {
    get { self[.accountDigit] }
    set { self[.accountDigit] = newValue }
  }
  package var accountType: AccountType {
    get { AccountType(rawValue: self[.accountType]) ?? .checking }
    set { self[.accountType] = newValue.rawValue }
  }

  /// What tells of the payee.
  package var payeeWords: PersonalWords {
    PersonalWords(
      names: [name], numbers: [document, account, account + accountDigit, bankBranch])
  }

  package subscript(value: PayeeValue) -> String {
    get { values[value.rawValue] }
    set { values[value.rawValue] = newValue }
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
