import QualificaTestKit
import Testing

@testable import Qualification

/// Records that are planned again get a chunk of their own, at the place of the first.
struct ChunkCuttingTests {
  @Test func theChunkSpansItsRecords() {
    let located = [3, 5, 9].map { number in
      LocatedRecord(record: Payees.payee(number), byteOffset: Int64(number * 10), line: number + 1)
    }
    let chunk = Chunk(
      number: 0, firstRecord: 3, lastRecord: 9, count: 3, byteOffset: 30, line: 4)
    #expect(ChunkCutting.requeue(located) == .requeued(numbers: [3, 5, 9], in: chunk))
  }

  @Test func nothingIsNoChunk() {
    #expect(ChunkCutting.requeue([]) == nil)
  }
}
