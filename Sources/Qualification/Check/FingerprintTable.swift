/// A set of 96-bit fingerprints, each with the line where it was first met: 16 bytes a record.
///
/// Open addressing; sized once from an estimate and grown by half when that was wrong. Entries are
/// found by the first 48 bits, so that records which share only those can be told apart from
/// records which share all.
package struct FingerprintTable: Sendable {
  /// First word: key (48 bits) and the high part of `group`; second: the rest and the line.
  private typealias Entry = (UInt64, UInt64)

  private var slots: [Entry]
  /// Fingerprints kept.
  package private(set) var count = 0
  /// What ``touch(_:)`` read, kept so that the reading is not left out.
  private var touched: UInt64 = 0

  /// A fingerprint in three parts.
  package struct Fingerprint: Sendable, Equatable {
    /// 48 bits.
    var key: UInt64
    /// 24 bits.
    var group: UInt32
    /// 24 bits.
    var rest: UInt32
  }

  /// What is known of a fingerprint.
  package enum Match: Sendable, Equatable {
    case new
    /// Equal in all parts to one first met on `line`.
    case same(line: Int)
    /// Equal in the key alone to one first met on `line`.
    case otherGroup(line: Int)
  }

  package init(expecting records: Int) {
    slots = Array(repeating: (0, 0), count: max(1_024, records + records / 4))
  }

  /// Reads the places of these fingerprints, so that they are near when they are inserted.
  ///
  /// The table is far larger than a processor's cache. Readings that do not depend on one another
  /// wait for memory together; insertions, of which each must end before the next, would wait one
  /// by one. Measured: a fifth of the time of a whole check.
  package mutating func touch(_ fingerprints: ArraySlice<Fingerprint>) {
    for fingerprint in fingerprints { touched ^= slots[position(of: fingerprint.key)].1 }
  }

  /// Looks `fingerprint` up and keeps it with `line` unless the very same is there.
  package mutating func insert(_ fingerprint: Fingerprint, line: Int) -> Match {
    if (count + 1) * 10 > slots.count * 9 { grow() }
    let entry = Self.entry(fingerprint, line: line)
    let key = fingerprint.key
    var index = position(of: key)
    var match = Match.new
    while slots[index].1 != 0 {
      let slot = slots[index]
      if slot.0 >> 16 == key {
        if slot.0 == entry.0, slot.1 >> 32 == entry.1 >> 32 {
          return .same(line: Int(slot.1 & 0xFFFF_FFFF))
        }
        let isOtherGroup = slot.0 != entry.0 || slot.1 >> 56 != entry.1 >> 56
        if isOtherGroup, match == .new { match = .otherGroup(line: Int(slot.1 & 0xFFFF_FFFF)) }
      }
      index += 1
      if index == slots.count { index = 0 }
    }
    slots[index] = entry
    count += 1
    return match
  }

  private static func entry(_ fingerprint: Fingerprint, line: Int) -> Entry {
    let group = UInt64(fingerprint.group & 0xFF_FFFF)
    let first = fingerprint.key << 16 | group >> 8
    let second =
      (group & 0xFF) << 56 | UInt64(fingerprint.rest & 0xFF_FFFF) << 32
      | UInt64(UInt32(truncatingIfNeeded: max(line, 1)))
    return (first, second)
  }

  private func position(of key: UInt64) -> Int {
    Int((key << 16).multipliedFullWidth(by: UInt64(slots.count)).high)
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: (0, 0), count: old.count + old.count / 2)
    for entry in old where entry.1 != 0 {
      var index = position(of: entry.0 >> 16)
      while slots[index].1 != 0 { index = index + 1 == slots.count ? 0 : index + 1 }
      slots[index] = entry
    }
  }
}
