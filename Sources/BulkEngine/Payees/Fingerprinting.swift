import BrazilianBanking

/// Makes fingerprints of payees and codes: equal for equal ones, as good as never for others.
package struct Fingerprinting: Sendable {
  /// Chance of this process, so that nobody can prepare records that collide.
  private let seed: (UInt64, UInt64)

  package init() {
    seed = (UInt64.random(in: .min ... .max) | 1, UInt64.random(in: .min ... .max) | 1)
  }

  /// Key: the account; group: the document; rest: document, type and amount.
  ///
  /// The rest alone keeps a payee from being taken for a repetition of another one with the same
  /// account, so everything takes part in it.
  @inline(__always)
  package func payee(_ record: borrowing Record) -> Fingerprint {
    let account = account(record)
    let document = document(record)
    let amount = UInt64(bitPattern: record.amountInCents ?? -1)
    let type: UInt64 = record.accountType == .savings ? 1 : 0
    let rest = mixed(mixed(amount ^ seed.1, account ^ type ^ seed.0) ^ seed.1, document ^ seed.0)
    return Fingerprint(
      place: UInt32(truncatingIfNeeded: account >> 32), key: UInt32(truncatingIfNeeded: account),
      group: UInt32(truncatingIfNeeded: document >> 40), rest: rest >> 24)
  }

  @inline(__always)
  private func account(_ record: borrowing Record) -> UInt64 {
    let branch = record.branch.withoutLeadingZeros
    let account = record.account.withoutLeadingZeros
    let tail =
      UInt64(record.bank) | sameDigit(record.accountDigit.firstWord) &<< 16
      | UInt64(record.operation.count) &<< 56
    // Characters are never zero, so words that are tell how long a code is.
    var value = mixed(branch.firstWord ^ seed.0, account.firstWord ^ seed.1)
    value = mixed(value ^ seed.0, tail ^ seed.1)
    if account.count > 8 {
      value = mixed(value ^ account.secondWord, seed.1 ^ UInt64(account.lastWord))
    }
    if branch.count > 8 {
      value = mixed(value ^ branch.secondWord, seed.0 ^ UInt64(branch.lastWord))
    }
    if !record.operation.isEmpty {
      value = mixed(value ^ record.operation.withoutLeadingZeros.firstWord, seed.0)
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
    return mixed(code.firstWord ^ seed.0, code.secondWord ^ seed.1)
  }

  /// Bit that tells capitals; in no character that a code may have does it mean anything else.
  private static let capitals: UInt64 = 0x2020_2020_2020_2020

  /// Of a custom code: all parts from all of its characters. Capitals make no difference, since the
  /// API may not tell them apart.
  package func code(_ code: Span<UInt8>) -> Fingerprint {
    var first = Mixer(seed.0)
    var second = Mixer(seed.1)
    var start = 0
    while start + 8 < code.count {
      let word = code.word(at: start) | Self.capitals
      first.add(word)
      second.add(word)
      start += 8
    }
    // The last eight bytes may have been seen before; the count tells what they are.
    let word = (code.count >= 8 ? code.word(at: code.count - 8) : code.shortWord) | Self.capitals
    first.add(word)
    second.add(word ^ UInt64(truncatingIfNeeded: code.count))
    return Fingerprint(
      place: UInt32(truncatingIfNeeded: first.value >> 32),
      key: UInt32(truncatingIfNeeded: first.value),
      group: UInt32(truncatingIfNeeded: second.value >> 40),
      rest: second.value & 0xFF_FFFF_FFFF)
  }

  /// Multiplies words into one another; every bit of the result depends on every bit before.
  private struct Mixer {
    private let multiplier: UInt64
    private(set) var value: UInt64

    init(_ seed: UInt64) {
      multiplier = seed
      value = seed
    }

    mutating func add(_ word: UInt64) {
      value = mixed(value ^ word, multiplier)
    }
  }
}

extension Span where Element == UInt8 {
  /// Eight bytes from `offset` on.
  @inline(__always)
  fileprivate func word(at offset: Int) -> UInt64 {
    // Any eight bytes are an integer; the load checks its bounds.
    unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// The at most seven bytes of the whole span.
  fileprivate var shortWord: UInt64 {
    indices.reduce(0) { $0 &<< 8 | UInt64(self[$1]) }
  }
}

/// The 128-bit product of two words, folded and spread: every bit depends on every bit of both.
@inline(__always)
private func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
  let product = left.multipliedFullWidth(by: right)
  let folded = product.high ^ product.low
  return (folded ^ folded >> 32) &* 0x9E37_79B9_7F4A_7C15 &+ 0x2545_F491_4F6C_DD1D
}
