package import BulkEngine
internal import Foundation

/// What every implementation of the seam ``Ledger`` promises, to be run by all of them.
package enum LedgerContract {
  /// Opens a ledger that all runs of one promise share.
  package typealias Opening = @Sendable (LedgerRun, LedgerTerms) async throws -> any Ledger

  package struct Promise: Sendable, CustomStringConvertible {
    package let description: String
    package let check: @Sendable (Opening) async throws -> Void
  }

  package static let promises = holding + verdicts + hints + bookkeeping

  // MARK: What was sent

  private static let holding = [
    Promise(description: "what nobody sent is not known") { open in
      let ledger = try await open(run("b"), money)
      try expect("answers", try await ledger.answers(to: [subject(1)], at: now), is: [:])
      try expect("held", try await ledger.announce([record(1)], at: now), is: [])
    },
    Promise(description: "what another run announced is told with run, file and time") { open in
      _ = try await open(run("a"), money).announce([record(1)], at: day(-3))
      let ledger = try await open(run("b"), money)
      let answer = try await ledger.answers(to: [subject(2), subject(1)], at: now)
      let sending = LedgerSending(
        run: LedgerEarlierRun(code: "a", file: "a.csv", startedAt: day(-9)), at: day(-3))
      try expect("the answer", answer.mapValues(\.sent), is: [1: sending])
      let held = try await ledger.announce([record(1), record(2)], at: now)
      try expect("held", held, is: [LedgerHold(number: 1, sending: sending)])
    },
    Promise(description: "a run is not held back by itself, also when it comes again") { open in
      _ = try await open(run("a"), money).announce([record(1)], at: day(-3))
      let again = try await open(run("a"), money)
      try expect("held", try await again.announce([record(1)], at: now), is: [])
      try expect("answers", try await again.answers(to: [subject(1)], at: now), is: [:])
    },
    Promise(description: "another amount, kind, operation or scope holds nobody back") { open in
      _ = try await open(run("a"), money).announce([record(1)], at: day(-1))
      var other = run("b")
      var cheaper = record(1)
      cheaper.subject.amountInCents = 99
      let held = try await open(other, money).announce([cheaper], at: now)
      try expect("held with another amount", held, is: [])
      for change in [
        { $0.variant = "5" }, { $0.operation = "other" }, { $0.scope.host = "b.test" },
        { $0.scope.environment = "production" }, { $0.scope.client = "7" },
      ] as [@Sendable (inout LedgerRun) -> Void] {
        other = run("c\(UUID().uuidString)")
        change(&other)
        let ledger = try await open(other, money)
        let subject = ledger.hashing.subject(of: identity(1), amountInCents: 100)
        let record = LedgerRecord(number: 1, line: 2, subject: subject)
        let held = try await ledger.announce([record], at: now)
        try expect("held", held, is: [])
      }
    },
    Promise(description: "a finished run holds back within the window only") { open in
      var early = run("a")
      early.startedAt = day(-22)
      let first = try await open(early, money)
      _ = try await first.announce([record(1)], at: day(-21))
      try expect(
        "held while it is unfinished",
        try await open(run("b"), money).answers(to: [subject(1)], at: now).count, is: 1)
      try await first.settle(LedgerReport([], isFinished: true), at: day(-21))
      try expect(
        "held afterwards",
        try await open(run("b"), money).answers(to: [subject(1)], at: now).count, is: 0)
      try expect(
        "held before the window ends",
        try await open(run("b"), money).answers(to: [subject(1)], at: day(-2)).count, is: 1)
    },
    Promise(description: "what came to nothing holds nobody back") { open in
      let first = try await open(run("a"), money)
      _ = try await first.announce([record(1), record(2), record(3), record(4)], at: day(-1))
      try await first.settle(
        LedgerReport([
          LedgerOutcome(number: 1, state: .failed, settledAt: now),
          LedgerOutcome(number: 2, state: nil),
          LedgerOutcome(number: 3, state: .good, settledAt: now),
        ]), at: now)
      let held = try await open(run("b"), money)
        .announce([record(1), record(2), record(3), record(4)], at: now)
      try expect("held", held.map(\.number), is: [3, 4])
    },
    Promise(description: "what is sent again with consent is not held back") { open in
      _ = try await open(run("a"), money).announce([record(1), record(2)], at: day(-1))
      var again = record(1)
      again.isAgain = true
      let held = try await open(run("b"), money).announce([again, record(2)], at: now)
      try expect("held", held.map(\.number), is: [2])
    },
    Promise(description: "a run that moves no money is never held back") { open in
      _ = try await open(run("a"), money).announce([record(1)], at: day(-1))
      let ledger = try await open(run("b"), LedgerTerms(holdsBack: false))
      try expect("answers", try await ledger.answers(to: [subject(1)], at: now), is: [:])
      try expect("held", try await ledger.announce([record(1)], at: now), is: [])
    },
    Promise(description: "of two that announce at once one gets each record") { open in
      let ledgers = [try await open(run("a"), money), try await open(run("b"), money)]
      let held = try await withThrowingTaskGroup(of: [Int].self) { group in
        for ledger in ledgers {
          group.addTask {
            var held: [Int] = []
            for start in stride(from: 1, through: 91, by: 10) {
              let records = (start..<start + 10).map { record($0) }
              held += try await ledger.announce(records, at: now).map(\.number)
            }
            return held
          }
        }
        return try await group.reduce(into: [Int]()) { $0 += $1 }
      }
      try expect("records held back once", held.sorted(), is: Array(1...100))
    },
  ]

  // MARK: Verdicts

  private static let verdicts = [
    Promise(description: "a good verdict is known for as long as was asked") { open in
      try await settle(open, "a", .good, at: day(-80))
      let known = LedgerTerms(holdsBack: false, knownForInSeconds: 90 * 86_400)
      let ledger = try await open(run("b"), known)
      let verdict = LedgerVerdict(
        run: LedgerEarlierRun(code: "a", file: "a.csv", startedAt: day(-9)), at: day(-80),
        apiID: "77")
      let answer = try await ledger.answers(to: [subject(1)], at: now)[0]
      try expect("the verdict", answer?.known, is: verdict)
      try expect(
        "answers later", try await ledger.answers(to: [subject(1)], at: day(11)), is: [:])
    },
    Promise(description: "a good verdict ends with a later bad one") { open in
      try await settle(open, "a", .good, at: day(-80))
      try await settle(open, "b", .failed, at: day(-10))
      let known = LedgerTerms(holdsBack: false, knownForInSeconds: 90 * 86_400)
      let ledger = try await open(run("c"), known)
      try expect(
        "known", try await ledger.answers(to: [subject(1)], at: now)[0]?.known, is: nil)
    },
    Promise(description: "what is settled does not fall back") { open in
      try await settle(open, "a", .good, at: day(-8))
      let first = try await open(run("a"), money)
      try await first.settle(LedgerReport([LedgerOutcome(number: 1, state: .sent)]), at: now)
      try await first.settle(LedgerReport([LedgerOutcome(number: 1, state: nil)]), at: now)
      try expect("counts", try await first.ownRun().counts, is: [.good: 1])
    },
  ]

  private static func settle(
    _ open: Opening, _ code: String, _ state: LedgerState, at time: Date
  ) async throws {
    let ledger = try await open(run(code), money)
    var again = record(1)
    again.isAgain = true
    _ = try await ledger.announce([again], at: time)
    let outcome = LedgerOutcome(number: 1, state: state, settledAt: time, apiID: "77")
    try await ledger.settle(LedgerReport([outcome], isFinished: true), at: time)
  }

  // MARK: Hints

  private static let hints = [
    Promise(description: "another place than the one found good last is told with its day") {
      open in
      try await settle(open, "a", .good, at: day(-40))
      var moved = subject(1)
      (moved.place, moved.whole) = (4_711, 4_711)
      let ledger = try await open(run("b"), LedgerTerms(holdsBack: false))
      let answers = try await ledger.answers(to: [moved, subject(1)], at: now)
      try expect("changed", answers.mapValues(\.changedSince), is: [0: day(-40)])
    },
    Promise(description: "a place that other persons used is told, unless they came to nothing") {
      open in
      try await settle(open, "a", .good, at: day(-40))
      var other = subject(1)
      (other.person, other.whole) = (4_711, 4_711)
      let ledger = try await open(run("b"), LedgerTerms(holdsBack: false))
      let answers = try await ledger.answers(to: [other, subject(1)], at: now)
      try expect("shared", answers.mapValues(\.isShared), is: [0: true])
      try await settle(open, "a", .failed, at: day(-39))
      try expect("answers", try await ledger.answers(to: [other], at: now), is: [:])
    },
  ]

  // MARK: Bookkeeping

  private static let bookkeeping = [
    Promise(description: "what is missing is written with its outcome") { open in
      let ledger = try await open(run("a"), money)
      try await ledger.settle(
        LedgerReport([
          LedgerOutcome(number: 1, state: .good, settledAt: day(-2), record: record(1)),
          LedgerOutcome(number: 2, state: .sent, record: record(2)),
          LedgerOutcome(number: 3, state: .seen, record: record(3)),
          LedgerOutcome(number: 4, state: .good),
        ]), at: day(-1))
      try expect(
        "counts", try await ledger.ownRun().counts, is: [.good: 1, .sent: 1, .seen: 1])
      let held = try await open(run("b"), money)
        .announce([record(1), record(2), record(3)], at: now)
      try expect("held", held.map(\.number), is: [1, 2])
    },
    Promise(description: "what was held back is seen, and can be sent later") { open in
      let first = try await open(run("a"), money)
      _ = try await first.announce([record(1)], at: day(-1))
      let second = try await open(run("b"), money)
      _ = try await second.announce([record(1)], at: now)
      try expect("counts", try await second.ownRun().counts, is: [.seen: 1])
      try await first.settle(LedgerReport([LedgerOutcome(number: 1, state: nil)]), at: now)
      try expect("held", try await second.announce([record(1)], at: now), is: [])
      try expect("counts", try await second.ownRun().counts, is: [.sent: 1])
    },
    Promise(description: "codes of the same input take the generation behind the last") { open in
      let first = try await open(run("a"), money)
      try expect("at first", try await first.ownRun().nextGeneration, is: 1)
      _ = try await first.announce([record(1)], at: day(-1))
      var second = run("b")
      second.generation = 2
      try expect("then", try await open(second, money).ownRun().nextGeneration, is: 2)
      _ = try await open(second, money).announce([record(2)], at: now)
      try expect("later", try await open(run("c"), money).ownRun().nextGeneration, is: 3)
      var other = run("d")
      other.inputSHA256 = "11"
      try expect("of others", try await open(other, money).ownRun().nextGeneration, is: 1)
    },
  ]

  // MARK: Values

  private static let now = Date(timeIntervalSince1970: 1_790_000_000)
  private static let money = LedgerTerms(holdsBack: true)

  private static func day(_ number: Double) -> Date { now.addingTimeInterval(number * 86_400) }

  private static func run(_ code: String) -> LedgerRun {
    LedgerRun(
      code: code, operation: "label", variant: "4",
      scope: LedgerScope(family: "test", environment: "sandbox", host: "a.test", client: ""),
      file: "\(code).csv", inputSHA256: "00", startedAt: day(-9))
  }

  private static func identity(_ number: Int) -> LedgerIdentity {
    var identity = LedgerIdentity()
    identity.whole = Array("whole \(number)".utf8)
    identity.person = Array("person \(number)".utf8)
    identity.place = Array("place \(number)".utf8)
    return identity
  }

  private static func subject(_ number: Int) -> LedgerSubject {
    LedgerHashing(key: Array(repeating: 1, count: 32), scope: run("").scope)
      .subject(of: identity(number), amountInCents: 100)
  }

  private static func record(_ number: Int) -> LedgerRecord {
    LedgerRecord(number: number, line: number + 1, subject: subject(number))
  }
}
