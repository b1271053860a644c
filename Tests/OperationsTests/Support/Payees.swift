import BulkEngine
import Operations

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
