import BrazilianBanking

extension OutgoingRecord {
  /// An accepted record as it leaves the building.
  init(
    _ record: Record, name: some Sequence<UInt8>, number: Int, customCode: String,
    predecessor: Predecessor? = nil
  ) {
    guard let document = record.document else {
      preconditionFailure("an accepted record has a document")
    }
    self.init(
      number: number, customCode: customCode, name: String(decoding: Array(name), as: UTF8.self),
      document: document.code.description,
      documentType: document.kind == .cpf ? .cpf : .cnpj,
      bankCode: record.bankCode, bankBranch: record.branch.description,
      bankBranchDigit: record.branchDigit.description, account: record.account.description,
      accountDigit: record.accountDigit.description, accountType: record.accountType,
      amountInCents: record.amountInCents,
      predecessor: predecessor?.customCode == customCode ? nil : predecessor)
  }
}
