import BrazilianBanking

/// The accepted record as it is sent.
extension RecordChecker {
  /// The latest row's values as they leave the building; only after it was accepted.
  package func outgoing(number: Int, customCode: String) -> OutgoingRecord {
    guard let document = record.document else {
      preconditionFailure("an accepted record has a document")
    }
    return OutgoingRecord(
      number: number, customCode: customCode, name: String(decoding: name, as: UTF8.self),
      document: document.code.description,
      documentType: document.kind == .cpf ? .cpf : .cnpj,
      bankCode: record.bankCode, bankBranch: record.branch.description,
      bankBranchDigit: record.branchDigit.description, account: record.accountWithOperation,
      accountDigit: record.accountDigit.description, accountType: record.accountType,
      amountInCents: record.amountInCents)
  }
}
