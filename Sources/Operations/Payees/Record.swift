import BrazilianBanking
import BulkEngine

/// The normalised values of the record under check, held inline: no heap.
///
/// Name and custom code are in buffers of the ``RecordChecker`` that are reused.
struct Record: Sendable {
  var document: Document?
  /// COMPE code, 0 when unreadable.
  var bank: UInt16 = 0
  var branch = ShortCode()
  var branchDigit = ShortCode()
  /// As written, mask and digit removed; Caixa's with the operation in front.
  var account = ShortCode()
  var accountDigit = ShortCode()
  /// The operation or account type of other banks, empty when there is none; not sent.
  var operation = ShortCode()
  var accountType = AccountType.checking
  /// 1...15,000,000; `nil` when there is no readable one.
  var amountInCents: Int64?

  init() {}

  /// COMPE code with its three digits, ASCII.
  var bankDigits: InlineArray<3, UInt8> {
    [
      UInt8(truncatingIfNeeded: 0x30 + bank / 100 % 10),
      UInt8(truncatingIfNeeded: 0x30 + bank / 10 % 10),
      UInt8(truncatingIfNeeded: 0x30 + bank % 10),
    ]
  }

  /// What a look-up compares: the same for the same payee and account however they are written.
  var identityText: String {
    let digits = [account.description, branch.description].map { $0.drop { $0 == "0" } }
    let (bank, document) = (bankDigits, document?.code.description ?? "")
    let bankCode = String(decoding: [bank[0], bank[1], bank[2]], as: UTF8.self)
    return "\(document)|\(bankCode)|\(digits[1])|\(digits[0])|\(accountDigit)"
  }
}
