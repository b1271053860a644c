import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Cells of a sheet can be moved against each other: a row then bears the code of another.
struct MovedCodesTests {
  @Test("What comes back as it was beside the pair of one that was never sent is not sent again")
  func whatIsSaidNeverSentIsNotSentAgain() async throws {
    let known = (1...2).map { number in
      var known = earlier(number + 2, 7)
      (known.amountInCents, known.customCode) = (12_345, "old\(number)")
      return known
    }
    let engine = try await corrected(
      4, new: 3, operation: TestOperation(needsAmount: true, movesMoney: true)
    ) { request in
      guard request.method == .get else { return .success(.accepting) }
      return .success(.showing(known.filter { $0.customCode == request.wantedCode }))
    }
    try await engine.submit()
    #expect(engine.transport.posts.flatMap(\.customCodes) == ["code1", "code2"])
    let held = try await engine.journal.entries(.states([.settled], after: 0, limit: 10))
    #expect(held.map(\.customCode) == ["old1", "old2"])
    #expect(held.allSatisfy { $0.outcome.code == "custom_code.not_corrected" })
  }

  /// The row says that it was never sent: its own code stands in another row, which is not sent either.
  @Test(
    "What was done under the code of a row that is not sent is not sent again",
    arguments: [
      (5, "valid", APICode.otherRun), (1, "pending", APICode.otherRun),
      (7, "not_verifiable", APICode.notCorrected),
    ])
  func whatWasDoneUnderTheCodeOfAnotherRowIsNotSentAgain(
    _ status: Int, _ word: String, _ code: String
  ) async throws {
    let engine = try await moved(status: status, sent: ["old1", "old7", "old8"])
    try await engine.submit()
    #expect(engine.transport.posts.flatMap(\.customCodes) == ["code1"])
    let held = try #require(try await engine.entry(2))
    #expect(held.state.verdict == word)
    #expect(held.customCode == "old8")
    #expect(held.attempts == 0)
    #expect(held.outcome.code == code)
    #expect(engine.transport.gets.compactMap(\.wantedCode) == ["old1", "old7", "old8"])
  }

  @Test("Codes of the user tell one payment from another like it")
  func codesOfTheUserTellOnePaymentFromAnother() async throws {
    let engine = try await moved(status: 5, sent: nil)
    try await engine.submit()
    #expect(engine.transport.posts.flatMap(\.customCodes) == ["code1", "code2"])
  }

  @Test("Where nothing can be sent any more no code of another row is looked up")
  func whereNothingIsSentNoOtherCodeIsLookedUp() async throws {
    let engine = try await moved(status: 5, sent: ["old7", "old8"], earlier: 5)
    try await engine.submit()
    #expect(engine.transport.posts.isEmpty)
    #expect(engine.transport.gets.map(\.wantedCode) == ["old1"])
  }
}

/// A run of two records, or of the first, where `earlier` is the status of its predecessor; the second one
/// stands at the API under the code of another row.
private func moved(
  status: Int, sent: [String]?, earlier first: Int? = nil
) async throws -> EngineFixture {
  var others = [earlier(2, status)]
  others[0].customCode = "old8"
  if let first { others.append(earlier(1, first)) }
  for index in others.indices { others[index].amountInCents = 12_345 }
  let known = others
  var engine = try await corrected(
    first == nil ? 2 : 1, new: 2, operation: TestOperation(needsAmount: true, movesMoney: true)
  ) { request in
    guard request.method == .get else { return .success(.accepting) }
    return .success(.showing(known.filter { $0.customCode == request.wantedCode }))
  }
  let source = try #require(engine.context.source as? TestRecordSource)
  engine.context.source = source.beside(sent)
  return engine
}
