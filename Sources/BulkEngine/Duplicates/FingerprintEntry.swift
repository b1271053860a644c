/// What a table keeps of a fingerprint, and a number under which its record is found again.
///
/// All bits of an empty entry are zero. Entries that keep a part only can be alike by chance: they say
/// which earlier record has to be looked at.
protocol FingerprintEntry: BitwiseCopyable, Sendable {
  /// - Parameter number: below `numberLimit`.
  init(_ fingerprint: Fingerprint, number: Int)

  static var numberLimit: Int { get }
  var isEmpty: Bool { get }
  var number: Int { get }

  /// How like the fingerprints are, as far as entries in one place can tell.
  func likeness(to other: Self) -> Likeness
}

extension FingerprintEntry {
  /// Whether the groups of two entries of one key are the same.
  func isGroup(of other: Self) -> Bool { likeness(to: other) != .otherGroup }
}

/// All of a fingerprint but its place, and a line: 16 bytes.
struct WholeEntry: FingerprintEntry {
  /// Key, group and the rest's highest byte; then the other bytes of it and the number.
  private var first: UInt64
  private var second: UInt64

  static var numberLimit: Int { 1 << 32 }

  @inline(__always)
  init(_ fingerprint: Fingerprint, number: Int) {
    first =
      UInt64(fingerprint.key) << 32 | UInt64(fingerprint.group & 0xFF_FFFF) << 8
      | fingerprint.rest >> 32 & 0xFF
    second = fingerprint.rest << 32 | UInt64(UInt32(truncatingIfNeeded: max(number, 1)))
  }

  @inline(__always) var isEmpty: Bool { second == 0 }
  @inline(__always) var number: Int { Int(second & 0xFFFF_FFFF) }

  @inline(__always)
  func likeness(to other: WholeEntry) -> Likeness {
    guard first >> 32 == other.first >> 32 else { return .different }
    guard first >> 8 == other.first >> 8 else { return .otherGroup }
    return first == other.first && second >> 32 == other.second >> 32 ? .same : .otherRest
  }
}

/// 18 bits of a record's key, all of the group, 10 of the rest, and a record's number: 10 bytes.
///
/// Of entries that differ in the rest alone nothing is to be said, so that they are not looked at again:
/// the group must not be equal by chance.
struct RecordEntry: FingerprintEntry {
  /// One more than the number, in 28 bits, and four of the rest; then 18 of the key and 14 of the
  /// group, then 10 of the group and 6 of the rest.
  private var words: (UInt16, UInt16, UInt16, UInt16, UInt16)

  static var numberLimit: Int { (1 << 28) - 1 }

  @inline(__always)
  init(_ fingerprint: Fingerprint, number: Int) {
    let head =
      UInt32(truncatingIfNeeded: number &+ 1)
      | UInt32(truncatingIfNeeded: fingerprint.rest) &<< 28
    let keyAndGroup = fingerprint.key & 0x3_FFFF | fingerprint.group &<< 18
    let groupAndRest =
      fingerprint.group &>> 14 & 0x3FF
      | UInt32(truncatingIfNeeded: fingerprint.rest &>> 4) &<< 10
    words = (
      UInt16(truncatingIfNeeded: head), UInt16(truncatingIfNeeded: head &>> 16),
      UInt16(truncatingIfNeeded: keyAndGroup), UInt16(truncatingIfNeeded: keyAndGroup &>> 16),
      UInt16(truncatingIfNeeded: groupAndRest)
    )
  }

  @inline(__always) private var head: UInt32 { UInt32(words.0) | UInt32(words.1) &<< 16 }
  @inline(__always)
  private var keyAndGroup: UInt32 { UInt32(words.2) | UInt32(words.3) &<< 16 }

  @inline(__always) var isEmpty: Bool { head == 0 }
  @inline(__always) var number: Int { Int(head & 0xFFF_FFFF) - 1 }

  @inline(__always)
  func likeness(to other: RecordEntry) -> Likeness {
    let first = keyAndGroup ^ other.keyAndGroup
    guard first & 0x3_FFFF == 0 else { return .different }
    let last = words.4 ^ other.words.4
    guard first == 0, last & 0x3FF == 0 else { return .otherGroup }
    return last == 0 && (head ^ other.head) &>> 28 == 0 ? .same : .otherRest
  }
}

/// 20 bits of a code's fingerprint and a record's number: 6 bytes.
struct CodeEntry: FingerprintEntry {
  /// One more than the number, in 28 bits, and four of the key; then 16 of the key.
  private var words: (UInt16, UInt16, UInt16)

  static var numberLimit: Int { (1 << 28) - 1 }

  @inline(__always)
  init(_ fingerprint: Fingerprint, number: Int) {
    let head = UInt32(truncatingIfNeeded: number &+ 1) | fingerprint.key &<< 28
    words = (
      UInt16(truncatingIfNeeded: head), UInt16(truncatingIfNeeded: head &>> 16),
      UInt16(truncatingIfNeeded: fingerprint.key &>> 4)
    )
  }

  @inline(__always) private var head: UInt32 { UInt32(words.0) | UInt32(words.1) &<< 16 }

  @inline(__always) var isEmpty: Bool { head == 0 }
  @inline(__always) var number: Int { Int(head & 0xFFF_FFFF) - 1 }

  @inline(__always)
  func likeness(to other: CodeEntry) -> Likeness {
    words.2 == other.words.2 && (head ^ other.head) &>> 28 == 0 ? .same : .different
  }
}
