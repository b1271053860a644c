import BulkEngine
import Foundation
import GRDB
import QualificaTestKit
import Testing

@testable import SQLiteJournal

/// The sieve of a ledger tells of whom it has nothing to say.
struct LedgerSieveTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/ledger.sqlite" }

  init() throws {
    folder = try TemporaryFolder()
  }

  // MARK: What is right

  @Test("Nothing is lost in the sieve, whatever happened before", arguments: 1...60)
  func nothingIsLostInTheSieve(_ seed: UInt64) async throws {
    var chance = SeededGenerator(seed: seed)
    for number in 1...Int.random(in: 1...5, using: &chance) {
      try await randomRun("run\(number)", &chance)
    }
    let terms = [
      LedgerTerms(holdsBack: false), LedgerTerms(holdsBack: true),
      LedgerTerms(holdsBack: false, knownForInSeconds: 30 * 86_400),
    ]
    // A run that goes on has entries of its own.
    let code = Bool.random(using: &chance) ? "run1" : "other"
    let run = Self.run(code, kind: "1")
    let ledger = try SQLiteLedger(
      path: path, run: run, terms: terms.randomElement(using: &chance) ?? terms[0])
    let subjects = (1...24).flatMap { person in (1...12).map { Self.subject(person, $0, ledger) } }
    let answers = try await ledger.answers(to: subjects, at: Self.now)
    let sieve = try #require(try await ledger.sieve(at: Self.now))
    let silent = subjects.indices.filter { index in
      subjects[index].tag.map(sieve.isSilent) ?? false
    }
    #expect(silent.filter { answers[$0] != nil } == [])
    // Nobody has met persons from 21 on, nor places from 11 on.
    #expect(Set(silent).isSuperset(of: subjects.indices.filter { $0 >= 20 * 12 && $0 % 12 >= 10 }))
  }

  /// Records of 20 persons and 10 places, each with some end.
  private func randomRun(_ code: String, _ chance: inout SeededGenerator) async throws {
    var run = Self.run(code, kind: "\(Int.random(in: 1...2, using: &chance))")
    let day = -Double.random(in: 0...60, using: &chance)
    run.startedAt = Self.day(day)
    let ledger = try SQLiteLedger(path: path, run: run, terms: LedgerTerms(holdsBack: true))
    for number in 1...Int.random(in: 1...30, using: &chance) {
      let person = Int.random(in: 1...20, using: &chance)
      // Most stay where they are.
      let other = Int.random(in: 1...10, using: &chance)
      let place = Bool.random(using: &chance) ? person % 10 + 1 : other
      let record = LedgerRecord(
        number: number, line: number + 1, subject: Self.subject(person, place, ledger),
        isAgain: Bool.random(using: &chance))
      _ = try await ledger.announce([record], at: run.startedAt)
      let state = [LedgerState.good, .good, .good, .failed, .sent].randomElement(using: &chance)
      let outcome = LedgerOutcome(
        number: number, state: state,
        settledAt: Self.day(day + Double.random(in: 0...1, using: &chance)), apiID: "\(number)")
      try await ledger.settle(LedgerReport([outcome]), at: run.startedAt)
    }
    if Bool.random(using: &chance) {
      try await ledger.settle(LedgerReport([], isFinished: true), at: run.startedAt)
    }
    try await ledger.close()
  }

  @Test("Who was good at the same place is not asked about, who moved or shares it is")
  func whoWasGoodAtTheSamePlaceIsNotAskedAbout() async throws {
    try await fill("a", [(1, 1), (2, 2), (3, 3)])
    let ledger = try open("b")
    let sieve = try #require(try await Self.sieve(of: ledger))
    let silent = [(1, 1), (1, 2), (1, 9), (8, 1), (8, 8)].map {
      sieve.isSilent(on: Self.tag($0.0, $0.1, ledger))
    }
    #expect(silent == [true, false, false, false, true])
  }

  // MARK: How long it is right

  @Test("Once something is written everybody is asked about", arguments: [true, false])
  func onceSomethingIsWrittenEverybodyIsAskedAbout(_ isOwn: Bool) async throws {
    try await fill("a", [(1, 1)])
    let (ledger, other) = (try open("b"), try open("c"))
    #expect(try await Self.sieve(of: ledger) != nil)
    let record = LedgerRecord(number: 1, line: 2, subject: Self.subject(2, 2, other))
    _ = try await (isOwn ? ledger : other).announce([record], at: Self.now)
    #expect(try await Self.sieve(of: ledger) == nil)
    #expect(try await Self.sieve(of: ledger) == nil)
  }

  @Test("A sieve says nothing of earlier days than its own")
  func aSieveSaysNothingOfEarlierDays() async throws {
    try await fill("a", [(1, 1)])
    let ledger = try open("b")
    #expect(try await Self.sieve(of: ledger) != nil)
    #expect(try await ledger.sieve(at: Self.day(1)) != nil)
    #expect(try await ledger.sieve(at: Self.day(-1)) == nil)
  }

  @Test("A few records are asked about without reading a long ledger")
  func aFewRecordsAreAskedAboutWithoutReadingALongLedger() async throws {
    try await fill("a", (1...4_000).map { ($0, $0) })
    let ledger = try open("b")
    let subject = Self.subject(1, 1, ledger)
    _ = try await ledger.answers(to: [subject], at: Self.now)
    #expect(try await ledger.sieve(at: Self.now) == nil)
    _ = try await ledger.answers(to: Array(repeating: subject, count: 999), at: Self.now)
    #expect(try await ledger.sieve(at: Self.now) != nil)
  }

  // MARK: Ledgers of format 1

  @Test("A ledger without tags is read as it is, and everybody is asked about")
  func aLedgerWithoutTagsIsReadAsItIs() async throws {
    try await fill("a", [(1, 1)])
    try await makeFormer()
    let run = Self.run("b", kind: "1")
    let ledger = try #require(
      try SQLiteLedger(reading: path, run: run, scope: nil, terms: Self.terms))
    let answers = try await ledger.answers(to: [Self.subject(1, 2, ledger)], at: Self.now)
    #expect(answers[0]?.changedSince == Self.now)
    #expect(try await Self.sieve(of: ledger) == nil)
    #expect(try await version == 1)
  }

  @Test("A ledger without tags is taken up; the next run makes its people known")
  func aLedgerWithoutTagsIsTakenUp() async throws {
    try await fill("a", [(1, 1), (2, 2)])
    try await makeFormer()
    var ledger = try open("b")
    #expect(try await version == 2)
    let answers = try await ledger.answers(to: [Self.subject(1, 2, ledger)], at: Self.now)
    #expect(answers[0]?.changedSince == Self.now && answers[0]?.isShared == true)
    // Any record may be of somebody without a tag.
    var sieve = try #require(try await Self.sieve(of: ledger))
    #expect(!sieve.isSilent(on: Self.tag(1, 1, ledger)))
    #expect(!sieve.isSilent(on: Self.tag(8, 8, ledger)))

    try await fill("c", [(1, 1)])
    ledger = try open("d")
    sieve = try #require(try await Self.sieve(of: ledger))
    #expect(sieve.isSilent(on: Self.tag(1, 1, ledger)))
    #expect(!sieve.isSilent(on: Self.tag(1, 2, ledger)))
    #expect(!sieve.isSilent(on: Self.tag(8, 8, ledger)))

    try await fill("e", [(2, 2)])
    ledger = try open("f")
    sieve = try #require(try await Self.sieve(of: ledger))
    #expect(sieve.isSilent(on: Self.tag(2, 2, ledger)))
    #expect(sieve.isSilent(on: Self.tag(8, 8, ledger)))
  }

  /// Makes the ledger one of format 1.
  private func makeFormer() async throws {
    let queue = try DatabaseQueue(path: path)
    try await queue.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          ALTER TABLE entry DROP COLUMN person_tag;
          ALTER TABLE entry DROP COLUMN place_tag;
          PRAGMA user_version = 1;
          """)
    }
    try queue.close()
  }

  private var version: Int? {
    get async throws {
      try await DatabaseQueue(path: path).read {
        try Int.fetchOne($0, sql: "PRAGMA user_version")
      }
    }
  }

  // MARK: Values

  private static let now = Date(timeIntervalSince1970: 1_790_000_000)
  private static let terms = LedgerTerms(holdsBack: false)

  private static func day(_ number: Double) -> Date { now.addingTimeInterval(number * 86_400) }

  private static func run(_ code: String, kind: String) -> LedgerRun {
    LedgerRun(
      code: code, operation: "label", variant: kind,
      scope: LedgerScope(family: "test", environment: "sandbox", host: "a.test", client: ""),
      file: "\(code).csv", inputSHA256: "00", startedAt: now)
  }

  private func open(_ code: String) throws -> SQLiteLedger {
    try SQLiteLedger(path: path, run: Self.run(code, kind: "1"), terms: Self.terms)
  }

  /// A finished run that found these persons good at these places.
  private func fill(_ code: String, _ records: [(person: Int, place: Int)]) async throws {
    let ledger = try open(code)
    let outcomes = records.enumerated().map { index, record in
      LedgerOutcome(
        number: index + 1, state: .good, settledAt: Self.now,
        record: LedgerRecord(
          number: index + 1, line: index + 2,
          subject: Self.subject(record.person, record.place, ledger)))
    }
    try await ledger.settle(LedgerReport(outcomes, isFinished: true), at: Self.now)
    try await ledger.close()
  }

  private static func identity(_ person: Int, _ place: Int) -> LedgerIdentity {
    var identity = LedgerIdentity()
    identity.person = Array("person \(person)".utf8)
    identity.place = Array("place \(place)".utf8)
    identity.whole = identity.person + identity.place
    return identity
  }

  private static func subject(_ person: Int, _ place: Int, _ ledger: SQLiteLedger) -> LedgerSubject
  {
    ledger.hashing.subject(of: identity(person, place), amountInCents: nil)
  }

  private static func tag(_ person: Int, _ place: Int, _ ledger: SQLiteLedger) -> LedgerTag {
    ledger.hashing.tag(of: identity(person, place))
  }

  /// The sieve of a ledger that was asked about as many records as a long sheet has.
  private static func sieve(of ledger: SQLiteLedger) async throws -> LedgerSieve? {
    let subjects = Array(repeating: subject(99, 99, ledger), count: 500)
    _ = try await ledger.answers(to: subjects, at: now)
    return try await ledger.sieve(at: now)
  }
}
