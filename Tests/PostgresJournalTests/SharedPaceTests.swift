import BulkEngine
import Foundation
import PostgresJournal
import QualificaTestKit
import Testing

private typealias Fixture = JournalFixture

/// The one pace of several processes, on a clock of the test's.
@Suite(.enabled(if: PostgresServer.isWanted, PostgresServer.missingServer))
struct SharedPaceTests {
  private static let rate = 20.0

  private static func quotas(_ count: Int) async throws -> [PostgresQuota] {
    let address = try PostgresServer.running().database()
    let key = PostgresQuota.Key(environment: "x", host: "y", merchant: "", token: "z")
    var quotas: [PostgresQuota] = []
    for number in 0..<count {
      let terms = PostgresTerms(
        owner: "\(number)", patience: .seconds(60), outage: ServerOutage(persistence: .seconds(60)))
      quotas.append(
        try await PostgresQuota(
          key, rate: rate, session: PostgresJournal(address, run: nil, terms: terms)))
    }
    return quotas
  }

  private struct Process {
    let quota: PostgresQuota
    var now: Duration
    var slot: Slot?

    /// - Returns: whether a request left.
    mutating func step() async throws -> Bool {
      switch try await quota.reserve(slot, at: now) {
      case .go(let due) where slot != nil && due.due <= now:
        slot = nil
        return true
      case .go(let due):
        now = max(now, due.due)
        slot = due
      case .wait(let wait): now += wait
      case .missed: slot = nil
      }
      return false
    }
  }

  /// When requests of processes leave that always have one more.
  private static func departures(
    of quotas: [PostgresQuota], start: Duration, end: Duration
  ) async throws -> [Duration] {
    var processes = quotas.map { Process(quota: $0, now: start) }
    var departures: [Duration] = []
    while true {
      let next = processes.indices.min { processes[$0].now < processes[$1].now } ?? 0
      guard processes[next].now < end else { return departures.sorted() }
      var process = processes[next]
      if try await process.step() { departures.append(process.now) }
      processes[next] = process
    }
  }

  @Test("No second has more departures of all processes than the rate, and the rate is used")
  func anySecond() async throws {
    let departures = try await Self.departures(
      of: Self.quotas(3), start: .zero, end: .seconds(6))
    for first in departures {
      let second = departures.filter { $0 >= first && $0 < first + .seconds(1) }
      #expect(second.count <= Int(Self.rate))
    }
    #expect(Double(departures.count) >= 0.97 * Self.rate * 6)
  }

  @Test("A complaint to all processes at once lowers the rate once; all wait, and go on one by one")
  func complaint() async throws {
    let quotas = try await Self.quotas(4)
    let date = Date(timeIntervalSince1970: 1_790_000_000)
    for quota in quotas {
      quota.observe(
        Reply(status: 429), departure: .milliseconds(100), at: .milliseconds(200), date: date)
      quota.pause(until: .seconds(3), because: .asked)
      _ = try await quota.reserve(nil, at: .milliseconds(200))
    }
    let departures = try await Self.departures(
      of: quotas, start: .milliseconds(210), end: .seconds(6))
    let first = try #require(departures.first)
    #expect(first >= .seconds(3))
    let distances = zip(departures, departures.dropFirst()).map { $1 - $0 }
    // Seven tenths of the rate, once.
    #expect(try #require(distances.min()) > .seconds(1 / (Self.rate * 0.71)))
    #expect(departures.count > Int(Self.rate * 0.65 * 3) - 2)
  }

  @Test("A machine whose clock is an hour wrong writes the server's time", arguments: [-1.0, 1])
  func wrongClock(hours: Double) async throws {
    let address = try PostgresServer.running().database()
    let terms = PostgresTerms(
      owner: "one", patience: .seconds(60), outage: ServerOutage(persistence: .seconds(60)))
    let journal = PostgresJournal(address, run: nil, terms: terms)
    try await TestRun.plan(Payees.payees(6), inChunksOf: 3, in: journal)
    let claim = try #require(try await journal.claim(limit: 1).first)
    let told = Date().addingTimeInterval(hours * 3600)
    let answer = try await journal.commit(
      [
        .intent(
          chunk: claim.chunk.number, batchCode: "b", bodySHA256: "", at: told, records: 3,
          lasting: .seconds(10))
      ], holding: claim)
    #expect(answer == .committed)
    let entry = try #require(try await journal.entries(.chunk(claim.chunk.number)).first)
    #expect(abs(try #require(entry.submittedAt).timeIntervalSince(told)) > 1800)
  }
}
