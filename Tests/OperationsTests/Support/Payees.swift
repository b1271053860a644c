import BulkEngine
import Operations

@testable import Operations

/// An invented payee; the document has right check digits.
func payee(
  number: Int = 1, customCode: String = "cc102", name: String = "Maria José",
  document: String = "52998224725", documentType: DocumentType = .cpf, bankCode: String = "033",
  bankBranch: String = "0123", bankBranchDigit: String = "", account: String = "0123456",
  accountDigit: String = "1", accountType: AccountType = .checking, amountInCents: Int64? = nil
) -> OutgoingRecord {
  OutgoingRecord(
    number: number, customCode: customCode, name: name, document: document,
    documentType: documentType, bankCode: bankCode, bankBranch: bankBranch,
    bankBranchDigit: bankBranchDigit, account: account, accountDigit: accountDigit,
    accountType: accountType, amountInCents: amountInCents)
}

extension RemoteRecord {
  /// A record with numbers in the place of the API's texts.
  init(
    id: Int, customCode: String, statusID: Int, serviceName: String? = nil, document: String?,
    bankCode: String? = nil, bankBranch: String? = nil, account: String? = nil,
    accountDigit: String? = nil, createdAt: String? = nil, batchCode: String? = nil,
    amountInCents: Int64? = nil
  ) {
    self.init(
      id: String(id), customCode: customCode, statusID: String(statusID),
      serviceName: serviceName, document: document, bankCode: bankCode, bankBranch: bankBranch,
      account: account, accountDigit: accountDigit, createdAt: createdAt, batchCode: batchCode,
      amountInCents: amountInCents)
  }
}
