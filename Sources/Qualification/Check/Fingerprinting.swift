import BrazilianBanking

/// Makes fingerprints of payees and codes: equal for equal ones, as good as never for others.
package struct Fingerprinting: Sendable {
  /// Chance of this process, so that nobody can prepare records that collide.
  private let seed: (UInt64, UInt64)

  package init() {
    seed = (UInt64.random(in: .min ... .max) | 1, UInt64.random(in: .min ... .max) | 1)
  }

  /// Key: the account; group: the document; rest: type and amount.
  package func payee(_ record: Record) -> FingerprintTable.Fingerprint {
    var account = Mixer(seed.0)
    account.add(UInt64(record.bank))
    account.add(record.branch)
    account.add(record.operation)
    account.add(record.account)
    account.add(record.accountDigit)
    var document = Mixer(seed.1)
    if let code = record.document?.code { document.add(code) }
    var rest = Mixer(seed.1)
    rest.add(record.accountType == .savings ? 1 : 0)
    rest.add(UInt64(bitPattern: record.amountInCents ?? -1))
    rest.add(account.value)
    return FingerprintTable.Fingerprint(
      key: account.value >> 16, group: UInt32(truncatingIfNeeded: document.value >> 40),
      rest: UInt32(truncatingIfNeeded: rest.value >> 40))
  }

  /// Of a custom code: all parts from all of its characters.
  package func code(_ code: ArraySlice<UInt8>) -> FingerprintTable.Fingerprint {
    var first = Mixer(seed.0)
    var second = Mixer(seed.1)
    var word: UInt64 = 0
    for (index, byte) in code.enumerated() {
      word = word << 8 | UInt64(byte)
      if index & 7 == 7 {
        first.add(word)
        second.add(word)
        word = 0
      }
    }
    first.add(word)
    second.add(word ^ UInt64(code.count))
    return FingerprintTable.Fingerprint(
      key: first.value >> 16, group: UInt32(truncatingIfNeeded: second.value >> 40),
      rest: UInt32(truncatingIfNeeded: second.value >> 16 & 0xFF_FFFF))
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
      let product = (value ^ word).multipliedFullWidth(by: multiplier)
      let folded = product.high ^ product.low
      value = (folded ^ folded >> 32) &* 0x9E37_79B9_7F4A_7C15 &+ 0x2545_F491_4F6C_DD1D
    }

    /// The characters without leading zeros, which never count.
    mutating func add(_ code: ShortCode) {
      var word: UInt64 = 0
      var count = 0
      for index in 0..<code.count {
        let byte = code[index]
        if count == 0, byte == 0x30 { continue }
        word = word << 8 | UInt64(byte)
        count += 1
        if count % 8 == 0 {
          add(word)
          word = 0
        }
      }
      add(word ^ UInt64(count) << 56)
    }
  }
}
