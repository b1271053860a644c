import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// What is seen of a record's target decides whether the record leaves.
struct LookBeforeSendingTests {
  private static let remote = RemoteRecord(id: "7", customCode: "code1", statusID: "done")

  @Test(
    "The target is read before the first byte of a record leaves, and what was seen is journaled")
  func theTargetIsReadBeforeTheFirstByteOfARecordLeaves() async throws {
    let order = Shared([String]())
    let engine = try await labels(1, seen: { _, _, _ in .go(noting: "before 10") }) { request in
      order.change { $0.append("\(request.method) \(request.path)") }
    }
    try await engine.perform()
    #expect(order.value == ["get /targets/code1", "put /labels/code1"])
    #expect(try await engine.entry(1)?.sighting == "before 10")
    #expect(try await engine.entry(1)?.state == .settled("printed"))
  }

  @Test("A look that finds nothing to do, or forbids it, sends nothing")
  func aLookThatFindsNothingToDoOrForbidsItSendsNothing() async throws {
    let engine = try await labels(
      3,
      seen: { record, _, _ in
        switch record.number {
        case 1: .refused(code: "label.forbidden")
        case 2:
          .reached(RemoteRecord(id: "8", customCode: "code2", statusID: "done"), isOurs: false)
        default:
          .reached(RemoteRecord(id: "9", customCode: "code3", statusID: "done"), isOurs: true)
        }
      })
    try await engine.perform()
    #expect(engine.transport.posts.isEmpty)
    #expect(try await engine.entry(1)?.state == .refused)
    #expect(try await engine.entry(1)?.outcome.code == "label.forbidden")
    #expect(try await engine.entry(2)?.state == .settled("printed"))
    #expect(try await engine.entry(2)?.outcome.code == APICode.reached)
    #expect(try await engine.entry(3)?.outcome.code == nil)
    #expect(try await engine.entry(3)?.attempts == 0)
    #expect(try await engine.journal.chunks(in: .planned, limit: 9).isEmpty)
  }

  @Test("A record whose time has not come is waited for, the others go first")
  func aRecordWhoseTimeHasNotComeIsWaitedFor() async throws {
    let engine = try await labels(
      3,
      seen: { [start = ManualTime.start] record, _, now in
        let due = start.addingTimeInterval(40)
        return record.number == 1 && now < due ? .early(until: due) : .go()
      })
    try await engine.perform()
    #expect(engine.transport.posts.map(\.path).last == "/labels/code1")
    #expect(engine.transport.posts.count == 3)
    #expect(try await engine.journal.counts() == [.settled("printed"): 3])
  }

  @Test("Beyond --wait a record whose time has not come stays unsent")
  func beyondWaitARecordStaysUnsent() async throws {
    let engine = try await labels(
      2,
      seen: { [start = ManualTime.start] record, _, _ in
        record.number == 1 ? .early(until: start.addingTimeInterval(61)) : .go()
      })
    try await engine.perform()
    #expect(try await engine.journal.counts() == [.planned: 1, .settled("printed"): 1])
    #expect(engine.time.now < ManualTime.start.addingTimeInterval(61))
  }

  @Test("A target that cannot be read never refuses a record; it is looked at again")
  func aTargetThatCannotBeReadNeverRefusesARecord() async throws {
    let looks = Shared(0)
    let engine = try await labels(
      1,
      seen: { _, _, _ in
        looks.change {
          $0 += 1; return $0 < 3 ? .unclear : .go()
        }
      })
    try await engine.perform()
    #expect(looks.value == 3)
    #expect(try await engine.entry(1)?.state == .settled("printed"))

    let blind = try await labels(1, seen: { _, _, _ in .unclear })
    try await blind.perform()
    #expect(blind.transport.posts.isEmpty)
    #expect(try await blind.entry(1)?.state == .planned)
  }

  @Test("What was noted is given back to the operation when the record is looked up")
  func whatWasNotedIsGivenBackToTheOperation() async throws {
    let told = Shared([String?]())
    let lost = Shared(true)
    let engine = try await labels(1, seen: { _, _, _ in .go(noting: "before 10") }) { request in
      if request.path.hasPrefix("/labels"), request.method == .get {
        told.change { $0.append(request.headers.first { $0.name == "x-sighting" }?.value) }
      }
    } losing: { request in
      request.method == .put
        && lost.change { isLost in
          defer { isLost = false }
          return isLost
        }
    }
    try await engine.perform()
    #expect(!told.value.isEmpty && told.value.allSatisfy { $0 == "before 10" })
    #expect(try await engine.journal.counts() == [.settled("printed"): 1])
  }

  /// Whichever of looking, intent and receipt was the last one before the crash.
  @Test("A process killed at any step is resumed without doing anything twice", arguments: 0..<6)
  func aProcessKilledAtAnyStepIsResumed(_ step: Int) async throws {
    let api = LabelAPI(.onceByNature)
    let requests = Shared(0)
    let engine = try await labels(
      3, way: .onceByNature, api: api, seen: { _, _, _ in .go(noting: "n") },
      losing: { _ in
        requests.change {
          $0 += 1; return $0 - 1 == step
        }
      })
    let crashed = MemoryJournal(copying: engine.journal)
    try await engine.perform()
    #expect(api.effects.values.allSatisfy { $0 == 1 })
    #expect(try await engine.journal.counts() == [.settled("printed"): 3])
    // A copy from before the first request knows of nothing that was done, and looks.
    var again = engine
    again.context.journal = crashed
    try await again.perform()
    #expect(api.effects.values.allSatisfy { $0 == 1 })
  }

  @Test("While one record of a target is in doubt no other one leaves for it")
  func whileOneRecordOfATargetIsInDoubtNoOtherLeaves() async throws {
    let api = LabelAPI(.findable)
    let order = Shared([String]())
    let lost = Shared(true)
    let engine = try await labels(
      3, api: api, isOneAtATime: true, seen: { _, _, _ in .go() },
      watching: { request in
        if !request.path.hasPrefix("/targets") {
          order.change { $0.append("\(request.method) \(request.path.suffix(5))") }
        }
      },
      losing: { request in
        request.method == .put
          && lost.change { isLost in
            defer { isLost = false }
            return isLost
          }
      })
    try await engine.perform()
    #expect(api.effects.count == 3)
    #expect(order.value.prefix(2) == ["put code1", "get code1"])
  }

  private func labels(
    _ count: Int, way: WayOfSending = .findable, api: LabelAPI = LabelAPI(.findable),
    isOneAtATime: Bool = false,
    seen: @escaping @Sendable (OutgoingRecord, Reply, Date) -> Sight,
    watching: @escaping @Sendable (Request) -> Void = { _ in },
    losing isLost: @escaping @Sendable (Request) -> Bool = { _ in false }
  ) async throws -> EngineFixture {
    try await EngineFixture(
      records: count, inChunksOf: 1,
      pace: PaceSettings(rate: 1_000, concurrency: 4, timeoutInSeconds: 5, waitInSeconds: 60),
      operation: LabelOperation(
        way, isOneAtATime: isOneAtATime, seen: seen,
        target: { isOneAtATime ? "one shelf" : $0.customCode })
    ) { request, _ in
      watching(request)
      if isLost(request) { return .failure(.unknown("reset")) }
      if request.path.hasPrefix("/targets") { return .success(Reply(status: 200)) }
      return .success(api.reply(to: request))
    }
  }
}

extension EngineFixture {
  fileprivate func perform() async throws {
    try await RunWork(context, run: TestRun.run()) { _ in }.perform()
  }
}
