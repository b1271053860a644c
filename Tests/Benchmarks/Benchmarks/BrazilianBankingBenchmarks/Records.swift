import BrazilianBanking

/// Whole records: everything the local check asks of the library.
struct Records {
  private let documents: Fields
  private let banks = Fields(Samples.accounts.map(\.bank))
  private let branches = Fields(Samples.accounts.map(\.branch))
  private let accounts = Fields(Samples.accounts.map(\.account))
  private let digits = Fields(Samples.accounts.map(\.digit))
  private let nothing = Fields([""])
  private let directory = BankDirectory.bundled

  init(documents: Fields) {
    self.documents = documents
    // The tables of the library are made when they are first used.
    for index in 0..<Samples.count { precondition(check(index) == .valid, "a sample is wrong") }
  }

  /// The gravest verdict on the record at `index`, which is right.
  @inline(never)
  func check(_ index: Int) -> Verdict {
    let document = documents.with(index % Samples.count) { readDocument($0, declared: nil) }
    let number = index % Samples.accounts.count
    let bank = banks.with(number) { readBank($0, in: directory) }.compe ?? 0
    let branch = branches.with(number) { text in
      nothing.with(0) { readBranch(text, digit: $0) }
    }
    let account = accounts.with(number) { text in
      digits.with(number) { digit in
        nothing.with(0) { readAccount(text, digit: digit, operation: $0, bank: bank) }
      }
    }
    let onBranch = checkBranch(bank: bank, branch: branch.branch, digit: branch.digit)
    let onAccount = checkAccount(
      bank: bank, branch: branch.branch, account: account.account, digit: account.digit)
    return document.fault == nil ? max(onBranch.verdict, onAccount.verdict) : .invalid
  }
}
