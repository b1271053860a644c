import BrazilianBanking
import Testing

/// Every published number gets the verdict its source gives.
struct VectorTests {
  @Test("All vectors are there")
  func allVectorsAreThere() {
    #expect(Vector.all.count == 869)
  }

  @Test("Documents get their verdict", arguments: Vector.of("cpf", "cnpj"))
  func documentsGetTheirVerdict(_ vector: Vector) {
    let kind: DocumentKind = vector.kind == "cpf" ? .cpf : .cnpj
    let reading = readDocument(vector.key.utf8.span, declared: kind)
    #expect((reading.fault == nil ? "valid" : "invalid") == vector.expected)
  }

  @Test("Branches and accounts get their verdict", arguments: Vector.of("account", "branch"))
  func branchesAndAccountsGetTheirVerdict(_ vector: Vector) {
    #expect("\(Self.verdict(vector))" == vector.expected)
  }

  @Test("PIX keys get their verdict", arguments: Vector.of("pix"))
  func pixKeysGetTheirVerdict(_ vector: Vector) {
    let reading = readPixKey(vector.key.utf8.span, declared: PixKeyKind(rawValue: vector.type))
    #expect("\(reading.verdict)" == vector.expected)
  }

  /// The graver of the verdicts on branch and account.
  static func verdict(_ vector: Vector) -> Verdict {
    guard let bank = readBank(vector.bank.utf8.span, in: .bundled).compe else { return .invalid }
    let branch = readBranch(vector.branch.utf8.span, digit: vector.branchDigit.utf8.span)
    if branch.fault != nil { return .invalid }
    let branchVerdict = checkBranch(bank: bank, branch: branch.branch, digit: branch.digit)
    if vector.kind == "branch" { return branchVerdict.verdict }
    let account = readAccount(
      vector.account.utf8.span, digit: vector.accountDigit.utf8.span,
      operation: vector.type.utf8.span, bank: bank)
    if account.fault != nil { return .invalid }
    let accountVerdict = checkAccount(
      bank: bank, branch: branch.branch, account: account.account, digit: account.digit,
      operation: account.operation)
    return max(branchVerdict.verdict, accountVerdict.verdict)
  }
}
