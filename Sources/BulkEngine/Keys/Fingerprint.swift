/// What stands for a record or a code when it is compared with all earlier ones: 128 bits.
@usableFromInline package struct Fingerprint: Sendable, Equatable {
  /// 32 bits that say where its entry stands in a table and are not written in it.
  @usableFromInline package var place: UInt32
  /// 32 bits; together with ``place`` the key.
  @usableFromInline package var key: UInt32
  /// 24 bits.
  @usableFromInline package var group: UInt32
  /// 40 bits, made from everything that tells two fingerprints apart.
  @usableFromInline package var rest: UInt64

  @inlinable
  package init(place: UInt32, key: UInt32, group: UInt32, rest: UInt64) {
    (self.place, self.key, self.group, self.rest) = (place, key, group, rest)
  }

  /// Where its entry stands when its own place has enough of its key.
  var otherPlace: UInt32 { place ^ UInt32(truncatingIfNeeded: rest &>> 8) }

  func likeness(to other: Fingerprint) -> Likeness {
    guard key == other.key, place == other.place else { return .different }
    guard group == other.group else { return .otherGroup }
    return rest == other.rest ? .same : .otherRest
  }
}

/// How much of two fingerprints is equal.
package enum Likeness: Sendable {
  /// Other keys.
  case different
  /// The same key, other groups.
  case otherGroup
  /// The same key and group.
  case otherRest
  /// All of it.
  case same
}

/// Makes fingerprints: equal for equal ones, as good as never for others. An operation makes those of
/// its records.
@usableFromInline package struct Fingerprinting: Sendable {
  /// Chance of this process, so that records that collide cannot be prepared.
  @usableFromInline package let seed: (UInt64, UInt64)

  package init() {
    seed = (UInt64.random(in: .min ... .max) | 1, UInt64.random(in: .min ... .max) | 1)
  }

  /// The 128-bit product of two words, folded and spread: every bit depends on every bit of both.
  @inlinable @inline(__always)
  package static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    let folded = product.high ^ product.low
    return (folded ^ folded >> 32) &* 0x9E37_79B9_7F4A_7C15 &+ 0x2545_F491_4F6C_DD1D
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
      value = Fingerprinting.mixed(value ^ word, multiplier)
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
