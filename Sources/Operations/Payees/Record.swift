package import BrazilianBanking

/// The normalised values of the record under check, held inline: no heap.
///
/// Name and custom code are in buffers of the ``RecordChecker`` that are reused.
package struct Record: Sendable {
  package var document: Document?
  /// COMPE code, 0 when unreadable.
  package var bank: UInt16 = 0
  package var branch = ShortCode()
  package var branchDigit = ShortCode()
  /// As written, mask and digit removed; Caixa's with the operation in front.
  package var account = ShortCode()
  package var accountDigit = ShortCode()
  /// The operation or account type of other banks, empty when there is none; not sent.
  package var operation = ShortCode()
  package var accountType = AccountType.checking
  /// 1...15,000,000; `nil` when there is no readable one.
  package var amountInCents: Int64?

  package init() {}

  /// COMPE code with its three digits.
  package var bankCode: String {
    let digits = String(bank)
    return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  /// What a look-up compares: the same for the same payee and account however they are written.
  var payeeText: String {
    let digits = [account.description, branch.description].map { $0.drop { $0 == "0" } }
    return
      "\(document?.code.description ?? "")|\(bankCode)|\(digits[1])|\(digits[0])|\(accountDigit)"
  }
}
