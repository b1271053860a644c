/// SipHash-2-4: a keyed hash of 64 bits, made for short texts. Without the key nothing can be told from it.
struct SipHash: Sendable {
  private let first: UInt64
  private let second: UInt64

  /// - Parameter key: 16 bytes.
  init(key: some Collection<UInt8>) {
    precondition(key.count == 16, "a key of SipHash has 128 bits")
    first = Self.number(key.prefix(8))
    second = Self.number(key.suffix(8))
  }

  private static func number(_ bytes: some Collection<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  func hash(_ text: Span<UInt8>) -> UInt64 {
    var state = State(
      v0: first ^ 0x736F_6D65_7073_6575, v1: second ^ 0x646F_7261_6E64_6F6D,
      v2: first ^ 0x6C79_6765_6E65_7261, v3: second ^ 0x7465_6462_7974_6573)
    var word: UInt64 = 0
    for index in text.indices {
      word |= UInt64(text[index]) &<< (UInt64(index & 7) &* 8)
      if index & 7 == 7 {
        state.absorb(word)
        word = 0
      }
    }
    state.absorb(word | UInt64(truncatingIfNeeded: text.count) &<< 56)
    return state.finish()
  }

  private struct State {
    var v0: UInt64
    var v1: UInt64
    var v2: UInt64
    var v3: UInt64

    @inline(__always)
    mutating func absorb(_ word: UInt64) {
      v3 ^= word
      mix()
      mix()
      v0 ^= word
    }

    @inline(__always)
    mutating func finish() -> UInt64 {
      v2 ^= 0xFF
      for _ in 0..<4 { mix() }
      return v0 ^ v1 ^ v2 ^ v3
    }

    @inline(__always)
    private mutating func mix() {
      v0 &+= v1
      v1 = Self.rotated(v1, 13) ^ v0
      v0 = Self.rotated(v0, 32)
      v2 &+= v3
      v3 = Self.rotated(v3, 16) ^ v2
      v0 &+= v3
      v3 = Self.rotated(v3, 21) ^ v0
      v2 &+= v1
      v1 = Self.rotated(v1, 17) ^ v2
      v2 = Self.rotated(v2, 32)
    }

    @inline(__always)
    private static func rotated(_ word: UInt64, _ bits: UInt64) -> UInt64 {
      word &<< bits | word &>> (64 &- bits)
    }
  }
}
