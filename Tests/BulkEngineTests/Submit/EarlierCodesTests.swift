import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Before a corrected record leaves under its new code, the API is asked about the earlier one.
struct EarlierCodesTests {
  @Test("What the API never had is sent")
  func whatTheAPINeverHadIsSent() async throws {
    let engine = try await corrected(3, knowing: [])
    try await engine.submit()
    #expect(engine.transport.posts.map(\.customCodes) == [["code1", "code2", "code3"]])
    #expect(engine.transport.gets.map(\.wantedCode) == ["old1", "old2", "old3"])
    #expect(try await engine.eventKinds() == Array(repeating: "earlier_code.absent", count: 3))
  }

  @Test("What came to nothing is sent", arguments: [6, 7])
  func whatCameToNothingIsSent(_ status: Int) async throws {
    let engine = try await corrected(1, knowing: [earlier(1, status)])
    try await engine.submit()
    #expect(engine.transport.posts.map(\.customCodes) == [["code1"]])
    #expect(try await engine.eventKinds() == ["earlier_code.failed"])
  }

  /// Paid, or still to be paid: the record becomes the one that the API has, and is followed.
  @Test(
    "The same payment goes on under its earlier code",
    arguments: [
      (5, RecordState.valid), (1, .pending), (9, .awaitingBalance), (999, .pending),
      (4_711, .pending),
    ])
  func theSamePaymentGoesOnUnderItsEarlierCode(
    _ status: Int, _ state: RecordState
  ) async throws {
    let engine = try await corrected(2, knowing: [earlier(2, status)])
    try await engine.submit()
    #expect(engine.transport.posts.map(\.customCodes) == [["code1"]])
    let entry = try #require(try await engine.entry(2))
    #expect(entry.state == state)
    #expect(entry.customCode == "old2")
    #expect(entry.attempts == 0)
    let outcome = RecordOutcome(
      statusID: status, apiID: 102, code: "api.other_run", message: "k7m2p9qa")
    #expect(entry.outcome == outcome)
    #expect(try await engine.eventKinds() == ["earlier_code.absent", "earlier_code.same"])
  }

  @Test("What goes on under its earlier code is followed until it is final")
  func whatGoesOnUnderItsEarlierCodeIsFollowedUntilItIsFinal() async throws {
    let api = RememberingAPI()
    api.plant(earlier(1, 1))
    let engine = try await corrected(1) { .success(api.reply(to: $0)) }
    try await engine.submit()
    api.setStatus(5)
    try await engine.wait()
    #expect(try await engine.entry(1)?.state == .valid)
    #expect(engine.transport.posts.isEmpty)
  }

  @Test("A payment with other data is for a person to decide", arguments: [1, 5, 9])
  func aPaymentWithOtherDataIsForAPersonToDecide(_ status: Int) async throws {
    var other = earlier(1, status)
    other.account = "999"
    let engine = try await corrected(1, knowing: [other])
    try await engine.submit()
    #expect(engine.transport.posts.isEmpty)
    let entry = try #require(try await engine.entry(1))
    #expect(entry.state == .refused)
    #expect(entry.outcome.code == "api.earlier_code")
    // Fed back once more it meets the same code, and never a chain of new ones.
    #expect(entry.customCode == "old1")
    #expect(try await engine.eventKinds() == ["earlier_code.other_data"])
  }

  @Test("A code given by hand decides unless it is the same payment", arguments: [(5, 0), (6, 1)])
  func aCodeGivenByHandDecidesUnlessItIsTheSamePayment(
    _ status: Int, _ posts: Int
  ) async throws {
    let engine = try await corrected(1, byHand: true) { [known = earlier(1, status)] request in
      .success(request.method == .get ? .showing([known]) : .accepting)
    }
    try await engine.submit()
    #expect(engine.transport.posts.count == posts)
    var other = earlier(1, 5)
    other.account = "999"
    let decided = try await corrected(1, byHand: true) { [other] request in
      .success(request.method == .get ? .showing([other]) : .accepting)
    }
    try await decided.submit()
    #expect(decided.transport.posts.count == 1)
  }

  /// A `fix.csv` that was copied to another place knows its run no more; the API knows the payment.
  @Test(
    "Where money moves, what came to nothing and comes back as it was is not sent again",
    arguments: [(6, RecordState.invalid), (7, .notVerifiable)])
  func whatComesBackAsItWasIsNotSentAgain(_ status: Int, _ state: RecordState) async throws {
    var known = earlier(1, status)
    known.amountInCents = 12_345
    let shown = known
    let engine = try await corrected(
      1, operation: TestOperation(needsAmount: true, movesMoney: true)
    ) { request in
      .success(request.method == .get ? .showing([shown]) : .accepting)
    }
    try await engine.submit()
    #expect(engine.transport.posts.isEmpty)
    let entry = try #require(try await engine.entry(1))
    #expect(entry.state == state)
    #expect(entry.customCode == "old1")
    #expect(entry.attempts == 0)
    #expect(entry.outcome.code == "custom_code.not_corrected")
    #expect(try await engine.eventKinds() == ["earlier_code.uncorrected"])
  }

  /// Cells of a sheet can be moved against each other: each row then has the pair of its neighbour.
  @Test("What comes back as it was under the code of another row is not sent again")
  func whatBearsAnotherCodeIsNotSentAgain() async throws {
    let known = (1...3).map { number in
      var known = earlier(number, 7)
      known.amountInCents = 12_345
      known.customCode = "old\(number % 3 + 1)"
      return known
    }
    let engine = try await corrected(
      3, operation: TestOperation(needsAmount: true, movesMoney: true)
    ) { request in
      guard request.method == .get else { return .success(.accepting) }
      return .success(.showing(known.filter { $0.customCode == request.wantedCode }))
    }
    try await engine.submit()
    #expect(engine.transport.posts.isEmpty)
    let entries = try await engine.journal.entries(.states([.settled], after: 0, limit: 10))
    #expect(entries.map(\.customCode) == ["old2", "old3", "old1"])
    #expect(entries.allSatisfy { $0.outcome.code == "custom_code.not_corrected" })
  }

  @Test(
    "What was corrected, or was given a code by hand, is sent",
    arguments: [(12_346, false), (12_345, true)] as [(Int64, Bool)])
  func whatWasCorrectedIsSent(_ amount: Int64, _ isByHand: Bool) async throws {
    var known = earlier(1, 7)
    known.amountInCents = amount
    let shown = known
    let engine = try await corrected(
      1, byHand: isByHand, operation: TestOperation(needsAmount: true, movesMoney: true)
    ) { request in
      .success(request.method == .get ? .showing([shown]) : .accepting)
    }
    try await engine.submit()
    #expect(engine.transport.posts.map(\.customCodes) == [["code1"]])
    #expect(try await engine.eventKinds() == ["earlier_code.failed"])
  }

  @Test(
    "Without the same amount it is not the same payment",
    arguments: [nil, 12_345, 12_346] as [Int64?])
  func withoutTheSameAmountItIsNotTheSamePayment(_ amount: Int64?) async throws {
    var known = earlier(1, 5)
    known.amountInCents = amount
    let shown = known
    let engine = try await corrected(
      1, operation: TestOperation(needsAmount: true, movesMoney: true)
    ) { request in
      .success(request.method == .get ? .showing([shown]) : .accepting)
    }
    try await engine.submit()
    #expect(engine.transport.posts.isEmpty)
    #expect(try await engine.entry(1)?.state == (amount == 12_345 ? .valid : .refused))
  }

  @Test(
    "Without an answer nothing is sent",
    arguments: [
      ScriptedTransport.Answer.failure(.unknown("reset")), .success(Reply(status: 500)),
      .success(Reply(status: 200, body: Array("<html>".utf8))), .success(.showing([remote(7)])),
    ])
  func withoutAnAnswerNothingIsSent(_ answer: ScriptedTransport.Answer) async throws {
    let engine = try await corrected(2) { request in
      request.method == .get ? answer : .success(.accepting)
    }
    await #expect(throws: EngineStop.self) { try await engine.submit() }
    #expect(engine.transport.posts.isEmpty)
    #expect(try await engine.journal.counts() == [.planned: 2])
  }

  @Test("An answer that is in other letters counts")
  func anAnswerThatIsInOtherLettersCounts() async throws {
    var shouted = earlier(1, 5)
    shouted.customCode = "OLD1"
    let engine = try await corrected(1, knowing: [shouted])
    try await engine.submit()
    #expect(engine.transport.posts.isEmpty)
    #expect(try await engine.entry(1)?.state == .valid)
  }

  /// A POST that had no effect is repeated without asking once more.
  @Test("What was settled once is not asked for again")
  func whatWasSettledOnceIsNotAskedForAgain() async throws {
    let posts = Shared(0)
    let engine = try await corrected(2) { request in
      if request.method == .get { return .success(.showing([])) }
      return posts.change {
        $0 += 1; return $0
      } == 1 ? .failure(.notSent("refused")) : .success(.accepting)
    }
    try await engine.submit()
    try await engine.submit()
    #expect(engine.transport.gets.count == 2)
    #expect(try await engine.journal.counts() == [.pending: 2])
  }

  @Test("Of many the newest pages of the list are read first")
  func ofManyTheNewestPagesOfTheListAreReadFirst() async throws {
    let api = RememberingAPI()
    for number in 1...60 {
      var failed = earlier(number, 6)
      failed.id = String(number)
      api.plant(failed)
    }
    let engine = try await corrected(60) { .success(api.reply(to: $0)) }
    try await engine.submit()
    #expect(engine.transport.gets.count == 1)
    #expect(try await engine.journal.counts() == [.pending: 60])
  }

  @Test("Two records with one earlier code are not both taken")
  func twoRecordsWithOneEarlierCodeAreNotBothTaken() async throws {
    let engine = try await EngineFixture(
      records: 2,
      changing: {
        ($0.document, $0.account) = (Payees.payee(1).document, Payees.payee(1).account)
        $0.predecessor = Predecessor(customCode: "old1", isReplacedByHand: true)
      }
    ) { request, _ in
      .success(request.method == .get ? .showing([earlier(1, 5)]) : .accepting)
    }
    try await engine.submit()
    #expect(try await engine.journal.counts() == [.valid: 1, .duplicate: 1])
    #expect(engine.transport.posts.isEmpty)
  }
}
