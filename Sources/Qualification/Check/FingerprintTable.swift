/// A set of 128-bit fingerprints, each with the line where it was first met: 16 bytes a record.
///
/// Open addressing in groups of four, which share a cache line; sized once from an estimate, so full
/// that hardly any memory is spent on empty places. Where the estimate was wrong another table
/// follows; nothing moves, because the place of an entry is not written in it. Entries are found by
/// their key, so that records which share only that can be told apart from records which share all.
package struct FingerprintTable: ~Copyable, Sendable {
  private static var groupSize: Int { 4 }

  private var slots: ZeroedMemory<FingerprintEntry>
  /// Entries in `slots`.
  private var filled = 0
  /// Tables that are full.
  private var full: FullTable?

  /// A fingerprint in four parts; the first two together are its key.
  package struct Fingerprint: Sendable, Equatable {
    /// 32 bits that say where the entry stands and are not written in it.
    var place: UInt32
    /// 32 bits.
    var key: UInt32
    /// 24 bits.
    var group: UInt32
    /// 40 bits, made from everything that tells two fingerprints apart.
    var rest: UInt64
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

  /// The memory of the entries.
  var pages: SystemPages { slots.pages }

  /// Fingerprints kept.
  package var count: Int { filled + (full?.count ?? 0) }

  /// Entries there is room for, in all tables.
  var placeCount: Int { slots.count + (full?.placeCount ?? 0) }

  /// Tables in use, each of which every fingerprint is looked for in.
  var tableCount: Int { 1 + (full?.depth ?? 0) }

  /// Lets the place of `fingerprint` be brought near until it is inserted.
  ///
  /// The table is far larger than a processor's cache. Asked for some time ahead, many places are on
  /// their way together; insertions, of which each must end before the next, would wait one by one.
  @inline(__always)
  package func prefetch(_ fingerprint: Fingerprint) {
    slots.prefetch(Self.firstIndex(of: fingerprint, among: slots.count))
  }

  /// Looks `fingerprint` up and keeps it with `line` unless the very same is there.
  package mutating func insert(_ fingerprint: Fingerprint, line: Int) -> Match {
    if (filled + 1) * 50 > slots.count * 49 { follow() }
    let entry = FingerprintEntry(fingerprint, line: line)
    var match = Match.new
    let index = Self.search(slots, for: entry, of: fingerprint, &match)
    if full != nil { searchFull(for: entry, of: fingerprint, &match) }
    if case .same = match { return match }
    slots[index] = entry
    filled += 1
    return match
  }

  @inline(never)
  private func searchFull(
    for entry: FingerprintEntry, of fingerprint: Fingerprint, _ match: inout Match
  ) {
    var table = full
    while let searched = table {
      _ = Self.search(searched.slots, for: entry, of: fingerprint, &match)
      table = searched.next
    }
  }

  /// - Parameter match: becomes what is found, if it says more.
  /// - Returns: the place of the very same entry, or the empty one behind all that may be it.
  @inline(__always)
  private static func search(
    _ slots: borrowing ZeroedMemory<FingerprintEntry>, for entry: FingerprintEntry,
    of fingerprint: Fingerprint, _ match: inout Match
  ) -> Int {
    var index = firstIndex(of: fingerprint, among: slots.count)
    while true {
      let slot = slots[index]
      if slot.isEmpty { return index }
      if slot.key == entry.key {
        if slot.isFingerprint(of: entry) {
          match = .same(line: slot.line)
          return index
        }
        if !slot.isGroup(of: entry), match == .new { match = .otherGroup(line: slot.line) }
      }
      index = index + 1 == slots.count ? 0 : index + 1
    }
  }

  /// The first place of the fingerprint's group.
  @inline(__always)
  static func firstIndex(of fingerprint: Fingerprint, among count: Int) -> Int {
    let groups = UInt64(truncatingIfNeeded: count / groupSize)
    return Int(truncatingIfNeeded: (UInt64(fingerprint.place) &* groups) &>> 32) * groupSize
  }

  /// Puts the table aside and begins another one: small at first, because estimates are mostly off
  /// by little, then each twice as large, so that there are never many.
  private mutating func follow() {
    let count = full == nil ? slots.count / 16 : slots.count * 2
    let next = ZeroedMemory<FingerprintEntry>(count: Self.wholeGroups(max(1_024, count)))
    full = FullTable(exchange(&slots, with: next), count: filled, next: full)
    filled = 0
  }
}

/// A table that takes no more entries, and those before it.
private final class FullTable: Sendable {
  let slots: ZeroedMemory<FingerprintEntry>
  /// Entries here and in the tables before.
  let count: Int
  /// Entries there was room for, here and in the tables before.
  let placeCount: Int
  /// Tables, this one and those before.
  let depth: Int
  let next: FullTable?

  init(_ slots: consuming ZeroedMemory<FingerprintEntry>, count: Int, next: FullTable?) {
    placeCount = slots.count + (next?.placeCount ?? 0)
    self.slots = slots
    self.count = count + (next?.count ?? 0)
    depth = 1 + (next?.depth ?? 0)
    self.next = next
  }
}

/// Key, group and the rest's highest byte; then the other bytes of it and the line. All zero when
/// empty.
struct FingerprintEntry: BitwiseCopyable {
  var first: UInt64
  var second: UInt64

  init(_ fingerprint: FingerprintTable.Fingerprint, line: Int) {
    first =
      UInt64(fingerprint.key) << 32 | UInt64(fingerprint.group & 0xFF_FFFF) << 8
      | fingerprint.rest >> 32 & 0xFF
    second = fingerprint.rest << 32 | UInt64(UInt32(truncatingIfNeeded: max(line, 1)))
  }

  var isEmpty: Bool { second == 0 }
  var key: UInt64 { first >> 32 }
  var line: Int { Int(second & 0xFFFF_FFFF) }

  func isFingerprint(of other: FingerprintEntry) -> Bool {
    first == other.first && second >> 32 == other.second >> 32
  }

  func isGroup(of other: FingerprintEntry) -> Bool {
    first >> 8 == other.first >> 8
  }
}
