import QualificaTestKit
import Testing

@testable import BulkEngine

/// One request for each code, a few at a time.
struct LookUpsTests {
  @Test("An answer tells known, unknown and unanswered apart")
  func anAnswerTellsKnownUnknownAndUnansweredApart() async throws {
    let engine = try await EngineFixture(records: 1) { request, _ in
      switch request.wantedCode {
      case "known": .success(.showing([record("known")]))
      case "unknown": .success(.showing([]))
      default: .failure(.unknown("reset"))
      }
    }
    let answers = try await LookUps(context: engine.context)
      .answers(to: [Sought("known"), Sought("unknown"), Sought("silent")])
    #expect(answers.count == 2)
    #expect(answers["known"] == .found(record("known")))
    #expect(answers["unknown"] == .absent)
    #expect(answers["silent"] == .unanswered)
    #expect(engine.transport.gets.count { $0.wantedCode == "silent" } == 4)
  }

  @Test("Records of other codes alone prove nothing")
  func recordsOfOtherCodesAloneProveNothing() async throws {
    let engine = try await EngineFixture(records: 1) { _, _ in
      .success(.showing([record("somebody"), record("else")]))
    }
    let found = try await LookUps(context: engine.context).answers(to: [Sought("code1")])
    #expect(found["code1"] == .unanswered)
  }

  @Test("An empty page of a list that has records proves nothing")
  func anEmptyPageOfAListThatHasRecordsProvesNothing() async throws {
    let engine = try await EngineFixture(records: 1) { _, _ in
      .success(Reply(status: 200, body: ReplyText.body(RemotePage(records: [], total: 3))))
    }
    #expect(
      try await LookUps(context: engine.context).answers(to: [Sought("code1")])["code1"]
        == .unanswered)
  }

  @Test("Of several that others sent the one counts that may have been paid")
  func ofSeveralThatOthersSentTheOneCountsThatMayHaveBeenPaid() async throws {
    let shown = [6, 7, 5].map { status in
      var record = record("code1")
      record.statusID = String(status)
      return record
    }
    let engine = try await EngineFixture(records: 1) { _, _ in .success(.showing(shown)) }
    let found = try await LookUps(context: engine.context).answers(to: [Sought("code1")])
    #expect(found["code1"].record?.statusID == "5")
  }

  @Test("Of several under one code our own counts")
  func ofSeveralUnderOneCodeOurOwnCounts() async throws {
    var ours = record("code1")
    ours.id = String(2)
    ours.batchCode = "test1-00001"
    let shown = [record("code1"), ours]
    let engine = try await EngineFixture(records: 1) { _, _ in .success(.showing(shown)) }
    let found = try await LookUps(context: engine.context).answers(to: [Sought("code1")])
    #expect(found["code1"] == .found(ours))
  }

  @Test("Retries end with their budget")
  func retriesEndWithTheirBudget() async throws {
    let engine = try await EngineFixture(records: 1) { _, _ in
      .success(Reply(status: 200, body: Array("<html>".utf8)))
    }
    _ = try await LookUps(context: engine.context).answers(to: (1...100).map { Sought("c\($0)") })
    let requests = engine.transport.gets.count
    #expect(requests - 100 <= 10 + requests / 10)
  }

  @Test("At most concurrency look-ups are in flight")
  func atMostConcurrencyLookUpsAreInFlight() async throws {
    let engine = try await EngineFixture(
      records: 1, pace: PaceSettings(rate: 1_000, concurrency: 3)
    ) { _, _ in
      for _ in 0..<20 { await Task.yield() }
      return .success(.showing([]))
    }
    _ = try await LookUps(context: engine.context).answers(to: (1...30).map { Sought("c\($0)") })
    #expect(engine.transport.gets.count == 30)
    #expect(engine.transport.mostInFlight <= 3)
  }
}

private func record(_ code: String) -> RemoteRecord {
  RemoteRecord(id: 1, customCode: code, statusID: 1, document: "", account: "")
}
