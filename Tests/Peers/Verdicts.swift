import BrazilianBanking

/// Reads one value a line from standard input and prints the library's verdict on it a line:
/// `valid`, `unknown` or `invalid`. Fields are separated by tabs.
///
///     cpf TEXT
///     cnpj TEXT
///     pix KIND TEXT                    KIND empty: not declared
///     account BANK BRANCH BRANCH-DIGIT ACCOUNT-TYPE OPERATION ACCOUNT ACCOUNT-DIGIT
@main
struct Verdicts {
  static func main() {
    while let line = readLine() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      print(verdict(fields).map { "\($0)" } ?? "unreadable line")
    }
  }

  private static func verdict(_ fields: [String]) -> Verdict? {
    switch (fields.first, fields.count) {
    case ("cpf", 2): documentVerdict(fields[1], .cpf)
    case ("cnpj", 2): documentVerdict(fields[1], .cnpj)
    case ("pix", 3): pixVerdict(fields[2], PixKeyKind(rawValue: fields[1]))
    case ("account", 8): accountVerdict(Array(fields.dropFirst()))
    default: nil
    }
  }

  private static func documentVerdict(_ text: String, _ kind: DocumentKind) -> Verdict {
    readDocument(text.utf8.span, declared: kind).document == nil ? .invalid : .valid
  }

  private static func pixVerdict(_ text: String, _ kind: PixKeyKind?) -> Verdict {
    readPixKey(text.utf8.span, declared: kind).verdict
  }

  /// The graver of the verdicts on branch and account.
  private static func accountVerdict(_ fields: [String]) -> Verdict {
    guard let bank = readBank(fields[0].utf8.span, in: .bundled).compe else { return .invalid }
    let branch = readBranch(fields[1].utf8.span, digit: fields[2].utf8.span)
    let account = readAccount(
      fields[5].utf8.span, digit: fields[6].utf8.span, operation: fields[4].utf8.span, bank: bank)
    guard branch.fault == nil, account.fault == nil else { return .invalid }
    let type: AccountType = ["checking": .checking, "savings": .savings][fields[3]] ?? .unknown
    let onBranch = checkBranch(bank: bank, branch: branch.branch, digit: branch.digit)
    let onAccount = checkAccount(
      bank: bank, branch: branch.branch, account: account.account, digit: account.digit,
      accountType: type, operation: account.operation)
    return max(onBranch.verdict, onAccount.verdict)
  }
}
