import QualificaTestKit
import Testing

@testable import BulkEngine

/// Records that are planned again get a chunk of their own, which is read where its origin is read.
struct ChunkCuttingTests {
  private let origin = Chunk(
    number: 7, firstRecord: 1, lastRecord: 12, count: 9, byteOffset: 30, line: 4, digest: "d",
    state: .intent, attempts: 3)

  @Test("The chunk is read where its origin is read")
  func theChunkIsReadWhereItsOriginIsRead() {
    let located = [3, 5, 9].map { number in
      LocatedRecord(record: Payees.payee(number), byteOffset: Int64(number * 10), line: number + 1)
    }
    let chunk = Chunk(
      number: 0, firstRecord: 1, lastRecord: 12, count: 3, byteOffset: 30, line: 4, digest: "d")
    #expect(
      ChunkCutting.requeue(located, of: origin, from: .request)
        == .requeued(numbers: [3, 5, 9], in: chunk, from: .request))
  }

  @Test("Nothing is no chunk")
  func nothingIsNoChunk() {
    #expect(ChunkCutting.requeue([], of: origin, from: .request) == nil)
  }
}
