import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// A run is cut at every operation of its journal, before and after the operation took effect, and
/// taken up again; the API takes whatever it is sent as often as it is sent.
struct CrashTests {
  @Test("Cut anywhere every record takes effect once", arguments: Scenario.all, [false, true])
  func cutAnywhereEveryRecordTakesEffectOnce(
    _ scenario: Scenario, _ commitsFirst: Bool
  ) async throws {
    let undisturbed = try await scenario.undisturbed()
    for operation in 1... {
      let run = try WholeRun(scenario.accident)
      let isCut = try await live(run, cutAt: operation, commitsFirst)
      try await run.settle()
      try await expectOnce(run, undisturbed, "\(scenario), cut at \(operation)")
      guard isCut else {
        #expect(operation > 20)
        return
      }
    }
  }

  @Test("Cut again and again every record takes effect once", arguments: 0..<60 as Range<UInt64>)
  func cutAgainAndAgainEveryRecordTakesEffectOnce(_ seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let scenario = Scenario.all[Int(seed) % Scenario.all.count]
    let run = try WholeRun(scenario.accident)
    for _ in 0..<6 {
      let operation = Int.random(in: 1...40, using: &generator)
      _ = try await live(run, cutAt: operation, Bool.random(using: &generator))
      run.time.jump(by: Double.random(in: -100_000...100_000, using: &generator))
    }
    try await run.settle()
    try await expectOnce(run, try await scenario.undisturbed(), "\(scenario), seed \(seed)")
  }

  @Test("The files are those of an undisturbed run", arguments: [false, true])
  func theFilesAreThoseOfAnUndisturbedRun(_ commitsFirst: Bool) async throws {
    let scenario = Scenario(testDescription: "lost", accident: Scenario.lost)
    let undisturbed = try WholeRun(scenario.accident)
    try await undisturbed.settle()
    let expected = try await undisturbed.results()
    for operation in stride(from: 1, to: 60, by: 7) {
      let run = try WholeRun(scenario.accident)
      _ = try await live(run, cutAt: operation, commitsFirst)
      try await run.settle()
      #expect(try await run.results() == expected)
    }
  }

  /// - Returns: whether the cut was met.
  private func live(_ run: WholeRun, cutAt operation: Int, _ commitsFirst: Bool) async throws
    -> Bool
  {
    let journal = FailingJournal(run.journal, failingAt: operation, commitsFirst: commitsFirst)
    do {
      try await run.live(journal)
    } catch is FailingJournal.Failure {
      return true
    } catch is EngineStop {}
    return journal.operationCount >= operation
  }

  private func expectOnce(
    _ run: WholeRun, _ undisturbed: [String], _ comment: String
  ) async throws {
    #expect(try await run.outcomes() == undisturbed, "\(comment)")
    #expect(run.api.effects.values.allSatisfy { $0 == 1 }, "\(comment): \(run.api.effects)")
    #expect(run.transport.posts.map(\.batchCode).isWithoutRepetition, "\(comment)")
  }
}

/// What the network and the API do to the submissions of a run.
struct Scenario: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let accident: WholeRun.Accident

  func undisturbed() async throws -> [String] {
    let run = try WholeRun(accident)
    try await run.settle()
    return try await run.outcomes()
  }

  static let all = [
    Scenario(testDescription: "quiet") { request, _, api in .success(api.reply(to: request)) },
    Scenario(testDescription: "lost", accident: lost),
    Scenario(testDescription: "halved") { request, _, api in
      .success(request.customCodes.count > 1 ? Reply(status: 413) : api.reply(to: request))
    },
    Scenario(testDescription: "one bad record") { request, _, api in
      guard request.customCodes.contains("code6") else { return .success(api.reply(to: request)) }
      return .success(.saying(SubmissionReply(message: "no such branch"), status: 422))
    },
    Scenario(testDescription: "listed one by one", accident: listed),
    Scenario(testDescription: "throttled") { request, number, api in
      guard number.isMultiple(of: 2) else { return .success(api.reply(to: request)) }
      return .success(Reply(status: 429, headers: ["retry-after": "3"]))
    },
    Scenario(testDescription: "not sent") { request, number, api in
      number % 3 == 1 ? .failure(.notSent("refused")) : .success(api.reply(to: request))
    },
  ]

  /// Replies get lost, and requests too.
  static let lost: WholeRun.Accident = { request, number, api in
    switch number % 4 {
    case 1:
      api.take(request)
      return .failure(.unknown("reset"))
    case 2: return .failure(.unknown("timed out"))
    case 3:
      api.take(request)
      return .success(Reply(status: 502))
    default: return .success(api.reply(to: request))
    }
  }

  /// One record is refused by name, one stands in two lists, one in none; the others are taken.
  private static let listed: WholeRun.Accident = { request, _, api in
    let codes = request.customCodes.filter { $0 != "code2" }
    var taken = request
    taken.body = Array(
      String(decoding: request.body ?? [], as: UTF8.self).split(separator: "\n")
        .filter { !$0.hasPrefix("code2,") }.joined(separator: "\n").utf8)
    api.take(taken)
    let accepted = codes.filter { $0 != "code7" }
    let refused = request.customCodes.filter { ["code2", "code4"].contains($0) }
    let answers =
      accepted.map { SubmissionReply.Answer.accepting($0) }
      + refused.map { .refusing($0, "branch is invalid") }
    return .success(.saying(SubmissionReply(message: nil, answers: answers), status: 422))
  }
}
