import BrazilianBanking
import BulkEngine

/// The fingerprint of a payee.
extension Fingerprinting {
  /// Key: the account; group: the document; rest: document, type and amount.
  ///
  /// The rest alone keeps a payee from being taken for a repetition of another one with the same
  /// account, so everything takes part in it.
  @inline(__always)
  func payee(_ record: borrowing Record) -> Fingerprint {
    let account = account(record)
    let document = document(record)
    let amount = UInt64(bitPattern: record.amountInCents ?? -1)
    let type: UInt64 = record.accountType == .savings ? 1 : 0
    // An odd factor keeps amounts apart and spreads them over all bits of the account's.
    let rest = Self.mixed(
      account &+ (amount &<< 1 | type) &* 0x9E37_79B9_7F4A_7C15, document ^ seed.0)
    return Fingerprint(
      place: UInt32(truncatingIfNeeded: account >> 32), key: UInt32(truncatingIfNeeded: account),
      group: UInt32(truncatingIfNeeded: document >> 40), rest: rest >> 24)
  }

  @inline(__always)
  private func account(_ record: borrowing Record) -> UInt64 {
    let branch = record.branch.withoutLeadingZeros
    let account = record.account.withoutLeadingZeros
    // Nearly every one: behind five digits of a branch there is room for bank and digit.
    if branch.count <= 5, account.count <= 8, record.operation.isEmpty,
      record.accountDigit.count <= 1
    {
      let tail = UInt64(record.bank) | sameDigit(record.accountDigit.firstWord) &<< 16
      return Self.mixed(branch.firstWord | tail &<< 40 ^ seed.0, account.firstWord ^ seed.1)
    }
    let tail =
      UInt64(record.bank) | sameDigit(record.accountDigit.firstWord) &<< 16
      | UInt64(record.operation.count) &<< 56
    // Characters are never zero, so words that are tell how long a code is.
    var value = Self.mixed(branch.firstWord ^ seed.0, account.firstWord ^ seed.1)
    value = Self.mixed(value ^ seed.0, tail ^ seed.1)
    if account.count > 8 {
      value = Self.mixed(value ^ account.secondWord, seed.1 ^ UInt64(account.lastWord))
    }
    if branch.count > 8 {
      value = Self.mixed(value ^ branch.secondWord, seed.0 ^ UInt64(branch.lastWord))
    }
    if !record.operation.isEmpty {
      value = Self.mixed(value ^ record.operation.withoutLeadingZeros.firstWord, seed.0)
    }
    return value
  }

  /// A letter as the zero that banks take for it, so that both spellings are the same account.
  @inline(__always)
  private func sameDigit(_ word: UInt64) -> UInt64 {
    word == 0x58 || word == 0x50 ? 0x30 : word
  }

  @inline(__always)
  private func document(_ record: borrowing Record) -> UInt64 {
    guard let code = record.document?.code else { return 0 }
    return Self.mixed(code.firstWord ^ seed.0, code.secondWord ^ seed.1)
  }
}
