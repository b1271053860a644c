import QualificaTestKit
import Testing

@testable import BulkEngine

/// Each `FingerprintEntry` holds its number whatever it is, and tells likeness by what it keeps.
struct FingerprintEntryTests {
  @Test("Sixteen bytes or ten and six")
  func sixteenBytesOrTenAndSix() {
    #expect(MemoryLayout<WholeEntry>.stride == 16)
    #expect(MemoryLayout<RecordEntry>.stride == 10)
    #expect(MemoryLayout<CodeEntry>.stride == 6)
  }

  @Test("The number is kept", arguments: [0, 1, 15, 16, 65_535, 65_536, 1 << 27, 1 << 28 - 2])
  func theNumberIsKept(_ number: Int) {
    let fingerprint = Self.fingerprint(.max)
    #expect(RecordEntry(fingerprint, number: number).number == number)
    #expect(CodeEntry(fingerprint, number: number).number == number)
    #expect(!RecordEntry(Self.fingerprint(0), number: number).isEmpty)
    #expect(!CodeEntry(Self.fingerprint(0), number: number).isEmpty)
    #expect(number < RecordEntry.numberLimit && number < CodeEntry.numberLimit)
  }

  @Test("A line is kept")
  func aLineIsKept() {
    for line in [1, 2, 1 << 31, (1 << 32) - 1] {
      #expect(WholeEntry(Self.fingerprint(.max), number: line).number == line)
    }
  }

  /// What differs in the group alone must never look equal.
  @Test("Every bit of the group counts", arguments: 0..<24)
  func everyBitOfTheGroupCounts(_ bit: Int) {
    var other = Self.fingerprint(5)
    let first = RecordEntry(other, number: 3)
    #expect(first.likeness(to: RecordEntry(other, number: 900_000)) == .same)
    other.group ^= 1 << UInt32(bit)
    #expect(first.likeness(to: RecordEntry(other, number: 4)) == .otherGroup)
    #expect(
      WholeEntry(Self.fingerprint(5), number: 3).likeness(to: WholeEntry(other, number: 4))
        == .otherGroup)
  }

  @Test("Bits of the key and the rest count", arguments: 0..<20)
  func bitsOfTheKeyAndTheRestCount(_ bit: Int) {
    let fingerprint = Self.fingerprint(6)
    var (otherKey, otherRest) = (fingerprint, fingerprint)
    otherKey.key ^= 1 << UInt32(bit)
    otherRest.rest ^= 1 << UInt64(bit)
    let (payee, code) = (RecordEntry(fingerprint, number: 1), CodeEntry(fingerprint, number: 1))
    #expect(payee.likeness(to: RecordEntry(otherKey, number: 2)) == (bit < 18 ? .different : .same))
    #expect(
      payee.likeness(to: RecordEntry(otherRest, number: 2)) == (bit < 10 ? .otherRest : .same))
    #expect(code.likeness(to: CodeEntry(otherKey, number: 2)) == .different)
  }

  private static func fingerprint(_ seed: UInt64) -> Fingerprint {
    var generator = SeededGenerator(seed: seed)
    return Fingerprint(
      place: .random(in: 0...UInt32.max, using: &generator),
      key: .random(in: 0...UInt32.max, using: &generator),
      group: .random(in: 0...0xFF_FFFF, using: &generator),
      rest: .random(in: 0...0xFF_FFFF_FFFF, using: &generator))
  }
}
