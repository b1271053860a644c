import QualificaTestKit
import Testing

@testable import BulkEngine

/// The table of fingerprints, held against a dictionary.
struct FingerprintTableTests {
  @Test("The very same is met on its first line")
  func theVerySameIsMetOnItsFirstLine() {
    var table = FingerprintTable<WholeEntry>(expecting: 4)
    #expect(table.keep(fingerprint(1, 2, 3), line: 10) == .new)
    #expect(table.keep(fingerprint(1, 2, 3), line: 11) == .same(number: 10))
    #expect(table.keep(fingerprint(1, 2, 3), line: 12) == .same(number: 10))
    #expect(table.count == 1)
  }

  @Test("Another group under the key is told")
  func anotherGroupUnderTheKeyIsTold() {
    var table = FingerprintTable<WholeEntry>(expecting: 4)
    #expect(table.keep(fingerprint(1, 0x10, 3), line: 10) == .new)
    #expect(table.keep(fingerprint(1, 0x11, 3), line: 11) == .otherGroup(number: 10))
    #expect(table.keep(fingerprint(1, 0x20, 3), line: 12) == .otherGroup(number: 10))
    #expect(table.keep(fingerprint(1, 0x10, 4), line: 13) == .otherGroup(number: 11))
  }

  @Test("Another rest in the same group is new")
  func anotherRestInTheSameGroupIsNew() {
    var table = FingerprintTable<WholeEntry>(expecting: 4)
    #expect(table.keep(fingerprint(1, 2, 3), line: 10) == .new)
    #expect(table.keep(fingerprint(1, 2, 4), line: 11) == .new)
  }

  /// The oldest one is told, also when it stands in a table that is full.
  @Test("The first of several is told")
  func theFirstOfSeveralIsTold() {
    var table = FingerprintTable<WholeEntry>(expecting: 0)
    #expect(table.keep(fingerprint(1, 0x10, 3), line: 10) == .new)
    for number in 1...5_000 as ClosedRange<UInt64> {
      _ = table.keep(fingerprint(number &* 0x9E37_79B9_7F4A_7C15, 0, 0), line: 100 + Int(number))
    }
    #expect(table.tableCount > 1)
    #expect(table.keep(fingerprint(1, 0x20, 3), line: 6_000) == .otherGroup(number: 10))
    #expect(table.keep(fingerprint(1, 0x30, 3), line: 6_001) == .otherGroup(number: 10))
    #expect(table.keep(fingerprint(1, 0x10, 3), line: 6_002) == .same(number: 10))
  }

  /// Thousands of payees with one account would otherwise be compared each with each.
  @Test("Many entries of one key take no quadratic time", arguments: [1, 5] as [UInt32])
  func manyEntriesOfOneKeyTakeNoQuadraticTime(_ groups: UInt32) {
    var table = FingerprintTable<WholeEntry>(expecting: 100_000)
    var generator = SeededGenerator(seed: UInt64(groups))
    var rests: [UInt64] = []
    for line in 1...100_000 {
      let rest = UInt64.random(in: 0...0xFF_FFFF_FFFF, using: &generator)
      let match = table.keep(fingerprint(7, UInt32(line) % groups, rest), line: line)
      rests.append(rest)
      let first = line <= 1 || groups == 1 ? nil : UInt32(line) % groups == 1 ? 2 : 1
      #expect(match == (first.map { .otherGroup(number: $0) } ?? .new))
    }
    for line in stride(from: 1, through: 100_000, by: 777) {
      let again = fingerprint(7, UInt32(line) % groups, rests[line - 1])
      #expect(table.keep(again, line: 200_000) == .same(number: line))
    }
  }

  /// Whoever shares an account is told, however many payments of one person stand before.
  @Test("Another group is met behind many of one")
  func anotherGroupIsMetBehindManyOfOne() {
    var table = FingerprintTable<WholeEntry>(expecting: 4_000)
    for line in 1...1_000 {
      let rest = UInt64(line) &* 0x9E37_79B9_7F & 0xFF_FFFF_FFFF
      #expect(table.keep(fingerprint(7, 1, rest), line: line) == .new)
    }
    #expect(table.keep(fingerprint(7, 2, 5), line: 2_000) == .otherGroup(number: 1))
    #expect(table.keep(fingerprint(7, 1, 6), line: 2_001) == .otherGroup(number: 2_000))
    #expect(table.keep(fingerprint(7, 3, 6), line: 2_002) == .otherGroup(number: 1))
    #expect(table.keep(fingerprint(7, 1, 7), line: 2_003) == .otherGroup(number: 2_000))
  }

  /// Entries that all stood in one place would take quadratic time.
  @Test("Entries spread over the whole table")
  func entriesSpreadOverTheWholeTable() {
    let count = 4_000
    var firstPlaces: Set<Int> = []
    for number in 0..<UInt64(count) {
      let spread = fingerprint(number &* 0x9E37_79B9_7F4A_7C15, 0, 0)
      firstPlaces.insert(FingerprintTable<WholeEntry>.firstIndex(of: spread.place, among: count))
    }
    #expect(firstPlaces.count > count / 8)
    #expect(firstPlaces.allSatisfy { (0..<count).contains($0) && $0 % 4 == 0 })
  }

  /// A packed file tells little about its records: the estimate may be off by any factor.
  @Test("A wrong estimate never makes many tables", arguments: [0, 700, 9_000, 40_000])
  func aWrongEstimateNeverMakesManyTables(_ estimate: Int) {
    var table = FingerprintTable<WholeEntry>(expecting: estimate)
    let count: UInt64 = 60_000
    for number in 0..<count {
      _ = table.keep(fingerprint(number &* 0x9E37_79B9_7F4A_7C15, 0, 0), line: Int(number) + 2)
    }
    #expect(table.count == Int(count))
    #expect(table.tableCount <= 8)
    for number in stride(from: 0, to: count, by: 997) {
      let match = table.keep(fingerprint(number &* 0x9E37_79B9_7F4A_7C15, 0, 0), line: 1)
      #expect(match == .same(number: Int(number) + 2))
    }
  }

  @Test("An estimate that is off by little costs little memory")
  func anEstimateThatIsOffByLittleCostsLittleMemory() {
    var table = FingerprintTable<WholeEntry>(expecting: 40_000)
    let before = table.placeCount
    for number in 0..<UInt64(before) {
      _ = table.keep(fingerprint(number &* 0x9E37_79B9_7F4A_7C15, 0, 0), line: 2)
    }
    #expect(table.tableCount == 2)
    #expect(table.placeCount <= before + before / 15)
  }

  @Test("Every bit of the rest counts", arguments: [0, 8, 31, 32, 39])
  func everyBitOfTheRestCounts(_ bit: Int) {
    var table = FingerprintTable<WholeEntry>(expecting: 4)
    #expect(table.keep(fingerprint(1, 2, 0), line: 10) == .new)
    #expect(table.keep(fingerprint(1, 2, 1 << UInt64(bit)), line: 11) == .new)
    #expect(table.keep(fingerprint(1, 2, 1 << UInt64(bit)), line: 12) == .same(number: 11))
  }

  @Test("It agrees with a dictionary", arguments: 0..<10 as Range<UInt64>)
  func itAgreesWithADictionary(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let keys = (0..<900).map { _ in UInt64.random(in: 0...UInt64.max, using: &generator) }
    var table = FingerprintTable<WholeEntry>(expecting: 0)
    var model: [Known: Int] = [:]
    for line in 1...6_000 {
      let next = fingerprint(
        keys.randomElement(using: &generator) ?? 0, UInt32.random(in: 0...1, using: &generator),
        UInt64.random(in: 0...3, using: &generator))
      let known = Known(next)
      let match = table.keep(next, line: line)
      if let first = model[known] {
        #expect(match == .same(number: first))
      } else {
        let hasOther = model.keys.contains { $0.key == known.key && $0.group != known.group }
        if hasOther {
          #expect(match != .new)
        } else {
          #expect(match == .new)
        }
        model[known] = line
      }
    }
    #expect(table.count == model.count)
  }
}

extension FingerprintTable {
  /// Looks a fingerprint up the short way, then the long one.
  fileprivate mutating func keep(_ fingerprint: Fingerprint, line: Int) -> Match {
    insertUnlike(fingerprint, number: line) ? .new : insert(fingerprint, number: line) { $1 }
  }
}

private struct Known: Hashable {
  var key: UInt64
  var group: UInt32
  var rest: UInt64

  init(_ fingerprint: Fingerprint) {
    key = UInt64(fingerprint.place) << 32 | UInt64(fingerprint.key)
    group = fingerprint.group
    rest = fingerprint.rest
  }
}

private func fingerprint(
  _ key: UInt64, _ group: UInt32, _ rest: UInt64
) -> Fingerprint {
  Fingerprint(
    place: UInt32(truncatingIfNeeded: key >> 32), key: UInt32(truncatingIfNeeded: key),
    group: group, rest: rest)
}
