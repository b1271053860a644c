import Foundation
import Testing

@testable import Simulator

@Suite("FaultDelivery: each fault over a real connection")
struct FaultDeliveryTests {
  /// Runs one POST of `count` records under `fault`, then lets `check` look at the answer (nil when
  /// the connection was cut) and at the codes stored.
  private func post(
    _ fault: Fault, count: Int = 2,
    _ check: @escaping @Sendable (Caller.Answer?, [String]) throws -> Void
  ) async throws {
    let settings = SimulatorSettings.with {
      $0.faults = FaultPlan(rules: [FaultRule(.post, fault, at: [1])])
    }
    let server = SimulatorServer(
      settings: settings, now: { Date(timeIntervalSince1970: 0) },
      sleep: { _ in await Task.yield() })
    try await server.whileRunning { port in
      let answer = try? await Caller.onNewConnection(port: port) { api in
        try await api.create((1...count).map { Payee(code: "c\($0)") })
      }
      let stored = try await Caller.onNewConnection(port: port) { api in
        let stats = try await api.stats()
        #expect(stats["faults"] as? [String: Int] == [fault.kind.rawValue: 1])
        return try await api.get("").codes()
      }
      try check(answer, stored)
    }
  }

  @Test("drops, before and after storing")
  func drops() async throws {
    try await post(Fault(.dropBeforeStoring)) { answer, stored in
      #expect(answer == nil && stored == [])
    }
    try await post(Fault(.dropAfterStoring)) { answer, stored in
      #expect(answer == nil && stored == ["c1", "c2"])
    }
  }

  @Test("errors, before and after storing")
  func errors() async throws {
    try await post(Fault(.errorBeforeStoring)) { answer, stored in
      #expect(answer?.status == 500 && stored == [])
    }
    try await post(Fault(.errorAfterStoring, status: 502)) { answer, stored in
      #expect(answer?.status == 502 && stored == ["c1", "c2"])
    }
  }

  @Test("throttling with and without Retry-After")
  func throttling() async throws {
    try await post(Fault(.throttle, retryAfter: "7")) { answer, stored in
      #expect(answer?.status == 429 && answer?.retryAfter == "7" && stored == [])
    }
    try await post(Fault(.throttle, status: 503, retryAfter: "date+60")) { answer, _ in
      #expect(answer?.status == 503)
      #expect(answer?.retryAfter == "Thu, 01 Jan 1970 00:01:00 GMT")
    }
    try await post(Fault(.throttle, retryAfter: "-3")) { answer, _ in
      #expect(answer?.retryAfter == "-3")
    }
    try await post(Fault(.throttle)) { answer, _ in
      #expect(answer?.status == 429 && answer?.retryAfter == nil)
    }
  }

  @Test("a token refused in the middle, a batch too large")
  func refusals() async throws {
    try await post(Fault(.tokenRefused)) { answer, stored in
      #expect(answer?.status == 401 && stored == [])
    }
    try await post(Fault(.payloadTooLarge, records: 1)) { answer, stored in
      #expect(answer?.status == 413 && stored == [])
    }
  }

  @Test("replies that cannot be read, though the records are stored")
  func unreadable() async throws {
    try await post(Fault(.html)) { answer, stored in
      #expect(answer?.status == 200 && answer?.text.hasPrefix("<!DOCTYPE") == true)
      #expect(stored == ["c1", "c2"])
    }
    try await post(Fault(.truncated)) { answer, stored in
      #expect(answer == nil && stored == ["c1", "c2"])
    }
    try await post(Fault(.endless, megabytes: 1)) { answer, stored in
      #expect(answer == nil && stored == ["c1", "c2"])
    }
  }

  @Test("a late answer is the true one")
  func late() async throws {
    try await post(Fault(.late)) { answer, stored in
      #expect(answer?.status == 200 && stored == ["c1", "c2"])
    }
  }

  @Test("lists under an error status, in two lists, with lying lines")
  func lists() async throws {
    try await post(Fault(.partialOnErrorStatus)) { answer, stored in
      #expect(answer?.status == 422)
      let taken = try answer?.codes(inList: "uploadSuccess")
      #expect(taken == ["c1", "c2"])
      #expect(stored == ["c1", "c2"])
    }
    try await post(Fault(.twoLists, every: 2)) { answer, stored in
      let lists = try answer?.errorsAndSuccesses()
      #expect(lists == [["c2"], ["c1", "c2"]])
      #expect(stored == ["c1", "c2"])
    }
    try await post(Fault(.lyingLines)) { answer, stored in
      #expect(answer?.text.contains(#"{"line":2,"batch_code":"b-1","custom_code":"c1"}"#) == true)
      #expect(stored == ["c1", "c2"])
    }
  }

  @Test("changed services, refused records, list lag")
  func intake() async throws {
    try await post(Fault(.changeService, every: 1)) { answer, stored in
      let changed = try answer?.codes(inList: "uploadChangeService")
      #expect(changed == ["c1", "c2"])
      #expect(stored == ["c1", "c2"])
    }
    try await post(Fault(.refuseRecords, every: 2)) { answer, stored in
      let lists = try answer?.errorsAndSuccesses()
      #expect(lists == [["c2"], ["c1"]])
      #expect(stored == ["c1"])
    }
    try await post(Fault(.listLag, delayMilliseconds: 5)) { answer, stored in
      #expect(answer?.status == 200 && stored == [])
    }
  }

  @Test("lag ends, and hides from the single reads too")
  func lagEnds() async throws {
    let clock = try ManualClock()
    let settings = SimulatorSettings.with {
      $0.faults = FaultPlan(rules: [
        FaultRule(.post, Fault(.listLag, delayMilliseconds: 1000), at: [1])
      ])
    }
    try await withSimulator(settings, clock: clock) { api in
      _ = try await api.create([Payee(code: "a")])
      for path in ["/1", "/custom-code/a"] {
        #expect(try await api.get(path).status == 404)
      }
      #expect(try await api.get("?custom_code=a").codes() == [])
      clock.advance(milliseconds: 1000)
      #expect(try await api.get("?custom_code=a").codes() == ["a"])
      #expect(try await api.get("/1").status == 200)
    }
  }

  @Test("a list that forgets its filter shows everything")
  func forgottenFilter() async throws {
    let settings = SimulatorSettings.with {
      $0.faults = FaultPlan(rules: [FaultRule(.get, Fault(.filterIgnored), at: [1])])
    }
    try await withSimulator(settings) { api in
      _ = try await api.create(["a", "b"].map { Payee(code: $0) })
      #expect(try await api.get("?custom_code=b").codes() == ["a", "b"])
      #expect(try await api.get("?custom_code=b").codes() == ["b"])
      #expect(try await api.stats()["faults"] as? [String: Int] == ["filter_ignored": 1])
    }
  }

  @Test(
    "reads fail too",
    arguments: [
      (Fault(.dropBeforeStoring), nil), (Fault(.dropAfterStoring), nil), (Fault(.truncated), nil),
      (Fault(.errorBeforeStoring), 500), (Fault(.throttle, retryAfter: "1"), 429),
      (Fault(.tokenRefused), 401), (Fault(.tokenRefused, status: 403), 403),
      (Fault(.html), 200), (Fault(.html, status: 502), 502), (Fault(.late), 200),
      (Fault(.errorBeforeStoring, status: 404), 404),
    ] as [(Fault, Int?)])
  func reads(fault: Fault, status: Int?) async throws {
    let settings = SimulatorSettings.with {
      $0.faults = FaultPlan(rules: [FaultRule(.get, fault, at: [1])])
    }
    try await SimulatorServer.withRunning(settings) { port in
      let first = try? await Caller.onNewConnection(port: port) { try await $0.get("/services") }
      #expect(first?.status == status)
      let second = try await Caller.onNewConnection(port: port) { try await $0.get("/services") }
      #expect(second.status == 200)
    }
  }
}
