import Foundation
import Synchronization
import Testing

@testable import Simulator

@Suite("CallbackCourier")
struct CallbackCourierTests {
  private struct Letter: Equatable {
    let url: String
    let body: String
    let authorization: String
  }

  /// A courier whose letters end in a list; every time is due, since the clock runs ahead by itself.
  private func courier(
    settings: SimulatorSettings = .immediate, records: [NewRecord],
    answering status: @escaping @Sendable (Int) throws -> UInt
  ) throws -> (courier: CallbackCourier, letters: AsyncStream<Letter>) {
    let clock = Mutex(Int64(0))
    let service = SimulatorService(
      settings: settings, state: try SimulatorState(storeFile: nil),
      now: {
        Moment(
          milliseconds: clock.withLock {
            $0 += 1000; return $0
          })
      },
      sleep: { _ in await Task.yield() })
    service.state.shelf.withLock { shelf in
      shelf.store = .holding(records)
      service.state.callbacks.schedule(
        Array(records.indices), store: shelf.store,
        clock: StatusClock(now: Moment(milliseconds: 0), pace: settings.pace))
    }
    let (letters, continuation) = AsyncStream.makeStream(of: Letter.self)
    let count = Mutex(0)
    let courier = CallbackCourier(service: service) { url, body, authorization in
      continuation.yield(Letter(url: url, body: body.text, authorization: authorization))
      return try status(
        count.withLock {
          $0 += 1; return $0
        })
    }
    return (courier, letters)
  }

  private func first(_ count: Int, of letters: AsyncStream<Letter>, by courier: CallbackCourier)
    async
    -> [Letter]
  {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await courier.run() }
      defer { group.cancelAll() }
      var taken: [Letter] = []
      for await letter in letters {
        taken.append(letter)
        if taken.count == count { break }
      }
      return taken
    }
  }

  private static func withURL(_ code: String, name: String = "Ana Souza") -> NewRecord {
    .sample(code: code, name: name) {
      $0.texts.notificationURL = "http://127.0.0.1:9/\(code)"
    }
  }

  @Test("each change after the first is told, signed with the token that created the record")
  func delivery() async throws {
    let (courier, letters) = try courier(
      records: [Self.withURL("a"), .sample(code: "mute"), Self.withURL("b", name: "Ana T81")],
      answering: { _ in 200 })
    let sent = await first(4, of: letters, by: courier)
    let seen = Set(sent.map { "\($0.url.last ?? "?") \(Self.status(of: $0.body))" })
    #expect(seen == ["a 999", "a 5", "b 999", "b 6"])
    for letter in sent {
      let bytes = Array(letter.body.utf8)
      #expect(
        letter.authorization == CallbackMessage.authorization(body: bytes, token: "test-token"))
    }
  }

  @Test("what is not answered with 200 comes again, five times at most")
  func retries() async throws {
    let (courier, letters) = try courier(
      records: [Self.withURL("a", name: "Ana T83"), Self.withURL("b", name: "Ana T83")],
      answering: { number in
        if number % 2 == 0 { throw SimulatorError("no route") }
        return 503
      })
    let sent = await first(10, of: letters, by: courier)
    #expect(sent.count { $0.url.hasSuffix("a") } == 5)
    #expect(sent.count { $0.url.hasSuffix("b") } == 5)
    #expect(courier.service.state.callbacks.isEmpty)
  }

  @Test("a record read from a file is signed with the token of the settings, or not told")
  func afterRestart() async throws {
    var record = Self.withURL("a")
    record.token = nil
    let settings = SimulatorSettings.with { $0.token = "configured" }
    let known = try courier(settings: settings, records: [record], answering: { _ in 200 })
    let sent = await first(1, of: known.letters, by: known.courier)
    let expected = CallbackMessage.authorization(
      body: Array(sent[0].body.utf8), token: "configured")
    #expect(sent[0].authorization == expected)
    let unknown = try courier(records: [record], answering: { _ in 200 })
    await unknown.courier.deliver(.init(due: Moment(milliseconds: 0), record: 0, status: 5))
    let counts = unknown.courier.service.state.statistics.withLock {
      [$0.callbacksDelivered, $0.callbacksGivenUp]
    }
    #expect(counts == [0, 0])
  }

  @Test("over HTTP: the receiver, another simulator, sees a POST with a bearer token")
  func overHTTP() async throws {
    try await withSimulator { receiver in
      try await withSimulator { api in
        let url = "http://127.0.0.1:\(receiver.port)\(SimulatorService.basePath)"
        _ = try await api.create([Payee(code: "a", name: "Ana T83", notificationURL: url)])
        var stats: [String: Any] = [:]
        while stats["posts"] as? Int ?? 0 == 0 { stats = try await receiver.stats() }
        #expect(stats["unauthorized"] as? Int == 0)
      }
    }
  }

  private static func status(of body: String) -> Int {
    let object = try? JSONSerialization.jsonObject(with: Data(body.utf8))
    return (object as? [String: Any])?["status_id"] as? Int ?? -1
  }
}
