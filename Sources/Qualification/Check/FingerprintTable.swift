/// A set of 96-bit fingerprints, each with the line where it was first met: 16 bytes a record.
///
/// Open addressing in groups of four, which share a cache line; sized once from an estimate, so full
/// that hardly any memory is spent on empty places, and grown by half when the estimate was wrong.
/// Entries are found by the first 56 bits, so that records which share only those can be told apart
/// from records which share all.
package struct FingerprintTable: ~Copyable, Sendable {
  private static var groupSize: Int { 4 }

  private var slots: ZeroedMemory<FingerprintEntry>
  /// Fingerprints kept.
  package private(set) var count = 0
  /// What ``touch(_:)`` read, kept so that the reading is not left out.
  private var touched: UInt64 = 0

  /// A fingerprint in three parts.
  package struct Fingerprint: Sendable, Equatable {
    /// 56 bits.
    var key: UInt64
    /// 16 bits.
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

  /// - Parameter records: an estimate. A fifth of the places stays empty, so that the first group
  ///   mostly has one; of a large table one in thirty.
  package init(expecting records: Int) {
    let spare = max(records / 32, min(records / 4, 500_000))
    slots = ZeroedMemory(count: Self.wholeGroups(max(1_024, records + spare)))
  }

  private static func wholeGroups(_ count: Int) -> Int {
    (count + groupSize - 1) / groupSize * groupSize
  }

  /// Reads the places of these fingerprints, so that they are near when they are inserted.
  ///
  /// The table is far larger than a processor's cache. Readings that do not depend on one another
  /// wait for memory together; insertions, of which each must end before the next, would wait one
  /// by one. Measured: a fifth of the time of a whole check.
  package mutating func touch(_ fingerprints: ArraySlice<Fingerprint>) {
    var sum: UInt64 = 0
    for fingerprint in fingerprints {
      let index = position(of: fingerprint.key)
      sum ^= slots[index].second
      // The next group, too: the first one may be full.
      sum ^= slots[index + Self.groupSize < slots.count ? index + Self.groupSize : 0].second
    }
    touched = sum
  }

  /// Looks `fingerprint` up and keeps it with `line` unless the very same is there.
  package mutating func insert(_ fingerprint: Fingerprint, line: Int) -> Match {
    if (count + 1) * 50 > slots.count * 49 { grow() }
    let entry = Self.entry(fingerprint, line: line)
    var index = position(of: entry.key)
    var match = Match.new
    while true {
      let slot = slots[index]
      if slot.isEmpty { break }
      if slot.key == entry.key {
        if slot.hasFingerprint(of: entry) { return .same(line: slot.line) }
        if !slot.hasGroup(of: entry), match == .new { match = .otherGroup(line: slot.line) }
      }
      index = index + 1 == slots.count ? 0 : index + 1
    }
    slots[index] = entry
    count += 1
    return match
  }

  private static func entry(_ fingerprint: Fingerprint, line: Int) -> FingerprintEntry {
    let group = UInt64(fingerprint.group & 0xFFFF)
    return FingerprintEntry(
      first: fingerprint.key << 8 | group >> 8,
      second: (group & 0xFF) << 56 | UInt64(fingerprint.rest & 0xFF_FFFF) << 32
        | UInt64(UInt32(truncatingIfNeeded: max(line, 1))))
  }

  /// The first place of the key's group.
  @inline(__always)
  private func position(of key: UInt64) -> Int {
    let groups = UInt64(truncatingIfNeeded: slots.count / Self.groupSize)
    return Int(truncatingIfNeeded: (key << 8).multipliedFullWidth(by: groups).high) * Self.groupSize
  }

  private mutating func grow() {
    var larger = FingerprintTable(slotCount: slots.count + slots.count / 2)
    for index in 0..<slots.count where !slots[index].isEmpty { larger.keep(slots[index]) }
    self = larger
  }

  private init(slotCount: Int) {
    slots = ZeroedMemory(count: Self.wholeGroups(slotCount))
  }

  private mutating func keep(_ entry: FingerprintEntry) {
    var index = position(of: entry.key)
    while !slots[index].isEmpty { index = index + 1 == slots.count ? 0 : index + 1 }
    slots[index] = entry
    count += 1
  }
}

/// Key (56 bits) and the high part of the group; then the rest and the line. All zero when empty.
struct FingerprintEntry: BitwiseCopyable {
  var first: UInt64
  var second: UInt64

  var isEmpty: Bool { second == 0 }
  var key: UInt64 { first >> 8 }
  var line: Int { Int(second & 0xFFFF_FFFF) }

  func hasFingerprint(of other: FingerprintEntry) -> Bool {
    first == other.first && second >> 32 == other.second >> 32
  }

  func hasGroup(of other: FingerprintEntry) -> Bool {
    first == other.first && second >> 56 == other.second >> 56
  }
}
