/// A set of fingerprints, each with the number of the record that was first met with it.
///
/// Open addressing; sized once from an estimate, so full that hardly any memory is spent on empty
/// places. Where the estimate was wrong another table follows; nothing moves, because the place of an
/// entry is not written in it. Entries are found by their key, so that records which share only that
/// can be told apart from records which share all.
struct FingerprintTable<Entry: FingerprintEntry>: ~Copyable, Sendable {
  private var slots: ZeroedMemory<Entry>
  /// Entries in `slots`.
  private var filled = 0
  /// Tables that are full.
  private var full: OverflowTable<Entry>?

  /// What is known of a fingerprint.
  enum Match: Sendable, Equatable {
    case new
    /// Equal in all parts to one first met with `number`.
    case same(number: Int)
    /// Equal in the key alone to one first met with `number`.
    case otherGroup(number: Int)

    /// Becomes what an older table says, unless it says less.
    fileprivate mutating func yield(to earlier: Match) {
      switch (self, earlier) {
      case (_, .new), (.same, .otherGroup): break
      case (_, .same), (_, .otherGroup): self = earlier
      }
    }
  }

  /// Entries that share a cache line, where a search begins; 1 where lines do not hold whole entries.
  private static var groupSize: Int {
    64 % MemoryLayout<Entry>.stride == 0 ? 64 / MemoryLayout<Entry>.stride : 1
  }

  /// - Parameter records: an estimate. A fifth of the places stays empty, so that the first group
  ///   mostly has one; of a large table one in thirty.
  init(expecting records: Int) {
    let spare = max(records / 32, min(records / 4, 500_000))
    slots = ZeroedMemory(count: Self.wholeGroups(max(1_024, records + spare)))
  }

  private static func wholeGroups(_ count: Int) -> Int {
    (count + groupSize - 1) / groupSize * groupSize
  }

  /// The memory of the entries.
  var pages: SystemPages { slots.pages }

  /// Fingerprints kept.
  var count: Int { filled + (full?.count ?? 0) }

  /// Entries there is room for, in all tables.
  var placeCount: Int { slots.count + (full?.placeCount ?? 0) }

  /// Tables in use, each of which every fingerprint is looked for in.
  var tableCount: Int { 1 + (full?.depth ?? 0) }

  /// Lets the place of `fingerprint` be brought near until it is inserted.
  ///
  /// The table is far larger than a processor's cache. Asked for some time ahead, many places are on
  /// their way together; insertions, of which each must end before the next, would wait one by one.
  @inline(__always)
  func prefetch(_ fingerprint: Fingerprint) {
    let first = Self.firstIndex(of: fingerprint.place, among: slots.count)
    slots.prefetch(first)
    // Where lines do not hold whole entries, a search begins anywhere in one and often goes on in the next.
    guard Self.groupSize == 1 else { return }
    slots.prefetch(min(first + 40 / MemoryLayout<Entry>.stride, slots.count - 1))
  }

  /// Keeps `fingerprint` with `number` if no entry is like it: nearly always.
  ///
  /// - Returns: whether it was kept. If not, ``insert(_:number:confirm:)`` has to look closer.
  @inline(__always)
  mutating func insertUnlike(_ fingerprint: Fingerprint, number: Int) -> Bool {
    guard full == nil, hasRoom else { return false }
    let entry = Entry(fingerprint, number: number)
    var index = Self.firstIndex(of: fingerprint.place, among: slots.count)
    var alike = 0
    while true {
      let slot = slots[index]
      if slot.isEmpty { break }
      switch slot.likeness(to: entry) {
      case .different: break
      case .otherRest:
        alike += 1
        if alike == Self.mostAlike { return false }
      case .otherGroup, .same: return false
      }
      index = index + 1 == slots.count ? 0 : index + 1
    }
    slots[index] = entry
    filled += 1
    return true
  }

  private var hasRoom: Bool { (filled + 1) * 50 <= slots.count * 49 }

  /// Looks `fingerprint` up and keeps it with `number` unless the very same is there.
  ///
  /// - Parameter confirm: told the number of an earlier record and how like it seems, says how like it
  ///   is; asked for nothing but ``Likeness/same`` and ``Likeness/otherGroup``.
  mutating func insert<Failure: Error>(
    _ fingerprint: Fingerprint, number: Int,
    confirm: (_ number: Int, _ likeness: Likeness) throws(Failure) -> Likeness
  ) throws(Failure) -> Match {
    if !hasRoom { follow() }
    let entry = Entry(fingerprint, number: number)
    var match = Match.new
    let index = try Self.search(slots, for: entry, of: fingerprint, &match, confirm)
    var table = full
    while let searched = table {
      var earlier = Match.new
      _ = try Self.search(searched.slots, for: entry, of: fingerprint, &earlier, confirm)
      match.yield(to: earlier)
      table = searched.next
    }
    if case .same = match { return match }
    slots[index] = entry
    filled += 1
    return match
  }

  /// Entries of one key that stand in its own place. More of them, such as thousands of payees with one
  /// account, would make every search for it longer.
  private static var mostAlike: Int { 4 }

  /// Looks in the place of the key and, when that holds enough of its entries, in a place made from all
  /// of the fingerprint.
  ///
  /// The first entry of another group than the first one always stands in the place of the key: so the
  /// first entry that is of another group than `entry` is met there, whatever stands elsewhere.
  ///
  /// - Parameter match: becomes what is found, if it says more.
  /// - Returns: the place of the very same entry, or where a new one belongs.
  private static func search<Failure: Error>(
    _ slots: borrowing ZeroedMemory<Entry>, for entry: Entry, of fingerprint: Fingerprint,
    _ match: inout Match, _ confirm: (Int, Likeness) throws(Failure) -> Likeness
  ) throws(Failure) -> Int {
    var alike = AlikeEntries()
    let own = try walk(
      slots, from: fingerprint.place, for: entry, &match, &alike, confirm)
    if case .same = match { return own }
    guard alike.count >= mostAlike, !(alike.areOneGroup && alike.first?.isGroup(of: entry) == false)
    else { return own }
    var others = AlikeEntries()
    var elsewhere = match
    let index = try walk(
      slots, from: fingerprint.otherPlace, for: entry, &elsewhere, &others, confirm)
    if case .same = elsewhere { match = elsewhere }
    return index
  }

  /// The entries of one key that a search met.
  private struct AlikeEntries {
    var count = 0
    var first: Entry?
    var areOneGroup = true

    mutating func note(_ entry: Entry) {
      count += 1
      guard let first else { return self.first = entry }
      if !first.isGroup(of: entry) { areOneGroup = false }
    }
  }

  /// Walks over the entries from a place on to the first empty one.
  private static func walk<Failure: Error>(
    _ slots: borrowing ZeroedMemory<Entry>, from place: UInt32, for entry: Entry,
    _ match: inout Match, _ alike: inout AlikeEntries,
    _ confirm: (Int, Likeness) throws(Failure) -> Likeness
  ) throws(Failure) -> Int {
    var index = firstIndex(of: place, among: slots.count)
    while true {
      let slot = slots[index]
      if slot.isEmpty { return index }
      let likeness = slot.likeness(to: entry)
      if likeness != .different { alike.note(slot) }
      if likeness == .same || (likeness == .otherGroup && match == .new) {
        switch try confirm(slot.number, likeness) {
        case .same:
          match = .same(number: slot.number)
          return index
        case .otherGroup:
          if match == .new { match = .otherGroup(number: slot.number) }
        case .different, .otherRest: break
        }
      }
      index = index + 1 == slots.count ? 0 : index + 1
    }
  }

  /// The first place of a group of entries.
  @inline(__always)
  static func firstIndex(of place: UInt32, among count: Int) -> Int {
    let groups = UInt64(truncatingIfNeeded: count / groupSize)
    return Int(truncatingIfNeeded: (UInt64(place) &* groups) &>> 32) * groupSize
  }

  /// Puts the table aside and begins another one: small at first, because estimates are mostly off
  /// by little, then each twice as large, so that there are never many.
  @inline(never)
  private mutating func follow() {
    let count = full == nil ? slots.count / 16 : slots.count * 2
    let next = ZeroedMemory<Entry>(count: Self.wholeGroups(max(1_024, count)))
    full = OverflowTable<Entry>(exchange(&slots, with: next), count: filled, next: full)
    filled = 0
  }
}

/// A table that takes no more entries, and those before it.
private final class OverflowTable<Entry: FingerprintEntry>: Sendable {
  let slots: ZeroedMemory<Entry>
  /// Entries here and in the tables before.
  let count: Int
  /// Entries there was room for, here and in the tables before.
  let placeCount: Int
  /// Tables, this one and those before.
  let depth: Int
  let next: OverflowTable<Entry>?

  init(_ slots: consuming ZeroedMemory<Entry>, count: Int, next: OverflowTable<Entry>?) {
    placeCount = slots.count + (next?.placeCount ?? 0)
    self.slots = slots
    self.count = count + (next?.count ?? 0)
    depth = 1 + (next?.depth ?? 0)
    self.next = next
  }
}
