/// A set of 96-bit fingerprints, each with the line where it was first met: 16 bytes a record.
///
/// Open addressing; sized once from an estimate and grown by half when that was wrong. Entries are
/// found by the first 48 bits, so that records which share only those can be told apart from
/// records which share all.
///
/// The table is far larger than a processor's cache. A filter that fits there (two bytes a record)
/// tells most new keys at once; they wait and are entered a thousand at a time, when the processor
/// can wait for many places of memory together. Measured: a fifth of the time of a whole check.
package struct FingerprintTable: Sendable {
  /// First word: key (48 bits) and the high part of `group`; second: the rest and the line.
  private typealias Entry = (UInt64, UInt64)

  private var slots: [Entry]
  /// Entries in `slots`; the waiting ones are not among them.
  private var entered = 0
  private var waiting: [Entry] = []
  private var filter: [UInt64]

  private static let mostWaiting = 1_024

  /// Fingerprints kept.
  package var count: Int { entered + waiting.count }

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
    slots = Array(repeating: (0, 0), count: max(1_024, records + records / 5))
    filter = Array(repeating: 0, count: max(64, records / 4))
    waiting.reserveCapacity(Self.mostWaiting)
  }

  /// Looks `fingerprint` up and keeps it with `line` unless the very same is there.
  package mutating func insert(_ fingerprint: Fingerprint, line: Int) -> Match {
    let entry = Self.entry(fingerprint, line: line)
    guard mayKnow(fingerprint.key) else {
      waiting.append(entry)
      if waiting.count == Self.mostWaiting { enterWaiting() }
      return .new
    }
    enterWaiting()
    return enter(entry)
  }

  /// Whether the key may be among those before; notes it.
  private mutating func mayKnow(_ key: UInt64) -> Bool {
    let place = Int((key << 16).multipliedFullWidth(by: UInt64(filter.count)).high)
    let bits: UInt64 = 1 << (key & 63) | 1 << (key >> 6 & 63) | 1 << (key >> 12 & 63)
    let known = filter[place]
    filter[place] = known | bits
    return known & bits == bits
  }

  private mutating func enterWaiting() {
    for entry in waiting { _ = enter(entry) }
    waiting.removeAll(keepingCapacity: true)
  }

  private mutating func enter(_ entry: Entry) -> Match {
    if (entered + 1) * 10 > slots.count * 9 { grow() }
    let key = entry.0 >> 16
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
    entered += 1
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
