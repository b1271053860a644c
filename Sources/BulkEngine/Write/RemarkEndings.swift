import Spreadsheets

/// What is said of a record in the columns of a check, as one number: its status, and what was found, as far
/// as its details are few.
struct RemarkKind: Equatable {
  fileprivate let bits: UInt128

  private static var bitsPerFinding: Int { 21 }
  private static var mostFindings: Int { 5 }

  /// Nothing was found.
  @inline(__always)
  init(_ position: Int) { bits = Self.bits(position, findings: 0) }

  // Status and number of findings have a place of their own, so that no two kinds are one number.
  @inline(__always)
  private static func bits(_ position: Int, findings: Int) -> UInt128 {
    UInt128(truncatingIfNeeded: position &<< 3 | findings)
  }

  /// - Parameter position: of the status in its table.
  /// - Returns: nil for many findings, and for one with a detail that few others have.
  @inline(__always)
  init?(_ position: Int, _ findings: ArraySlice<Finding>) {
    guard findings.count <= Self.mostFindings else { return nil }
    var bits: UInt128 = 0
    for finding in findings {
      guard let detail = Self.number(finding.detail) else { return nil }
      let place = finding.field.map { UInt32($0.ordinal) + 1 } ?? 0
      guard place < 64 else { return nil }
      let severity: UInt32 =
        switch finding.severity {
        case .error: 1
        case .warning: 2
        case .repair: 3
        }
      let one = UInt32(finding.code.number) << 13 | place << 7 | severity << 5 | detail
      bits = bits &<< UInt128(Self.bitsPerFinding) | UInt128(one)
    }
    self.bits = bits &<< 20 | Self.bits(position, findings: findings.count)
  }

  /// A number below 32 for details of which there are few.
  @inline(__always)
  private static func number(_ detail: Finding.Detail) -> UInt32? {
    switch detail {
    case .none: 0
    case .typingError: 1
    case .expected(let digit, 0) where digit &- 0x30 <= 9: 2 + UInt32(digit &- 0x30)
    case .expected(0x58, 0): 12
    case .expected(0x50, 0): 13
    case .number(1): 14
    case .expected, .lookAlike, .counts, .line, .character, .column, .day, .run, .number: nil
    }
  }
}

/// The own columns of a row, encoded once for each kind of remark. A fault of a whole column stands in every
/// row, and there are few kinds.
struct RemarkEndings {
  private struct Entry {
    let kind: RemarkKind
    /// Nil where rows are built column by column.
    let ending: RowEnding?
  }

  private static let slotBits = 10
  /// Half of the slots.
  private static let mostEntries = 512

  /// Columns behind the code, empty without a journal.
  private let countBehind: Int
  private var entries: [Entry] = []
  /// By hash of the kind, the next free one where that is taken: the place in `entries`, -1 for none.
  private var slots: [Int16]
  private var latest = -1
  /// What the entries' endings stand in.
  private(set) var bytes = RowEndings()

  init(countBehind: Int) {
    self.countBehind = countBehind
    slots = Array(repeating: -1, count: 1 << Self.slotBits)
  }

  /// The place of what is known of the kind; nil when it is new.
  @inline(__always)
  mutating func place(of kind: RemarkKind) -> Int? {
    if latest >= 0, entries[latest].kind == kind { return latest }
    let found = Int(slots[slot(of: kind)])
    guard found >= 0 else { return nil }
    latest = found
    return found
  }

  /// Keeps what is said of a new kind.
  ///
  /// - Parameter columns: between line and code, UTF-8.
  /// - Returns: its place.
  mutating func keep(
    _ columns: [[UInt8]], of kind: RemarkKind, for writer: borrowing RowWriter
  ) -> Int {
    if entries.count == Self.mostEntries { self = RemarkEndings(countBehind: countBehind) }
    let behind = Array(repeating: [UInt8](), count: countBehind)
    let ending = writer.ending(before: columns, behind: behind, in: &bytes)
    slots[slot(of: kind)] = Int16(entries.count)
    entries.append(Entry(kind: kind, ending: ending))
    return entries.count - 1
  }

  subscript(place: Int) -> RowEnding? { entries[place].ending }

  /// The slot of the kind, or the free one where it belongs.
  private func slot(of kind: RemarkKind) -> Int {
    let low = UInt64(truncatingIfNeeded: kind.bits)
    let high = UInt64(truncatingIfNeeded: kind.bits >> 64)
    let hash = (low ^ high &* 0xC2B2_AE3D_27D4_EB4F) &* 0x9E37_79B9_7F4A_7C15
    var slot = Int(hash >> UInt64(64 - Self.slotBits))
    while slots[slot] >= 0, entries[Int(slots[slot])].kind != kind {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }
}
