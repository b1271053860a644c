import Foundation
import Synchronization
import Testing

@testable import Simulator

@Suite("CallbackSender")
struct CallbackSenderTests {
  private struct Letter: Equatable {
    let url: String
    let body: String
    let authorization: String
  }

  /// A sender whose letters end in a list; every time is due, since the clock runs ahead by itself.
  private func sender(
    settings: SimulatorSettings = .immediate, records: [NewRecord<QualificationFacts>],
    answering status: @escaping @Sendable (Int) throws -> UInt
  ) throws -> (sender: CallbackSender, letters: AsyncStream<Letter>) {
    let clock = Mutex(Int64(0))
    let tick: @Sendable () -> Moment = {
      clock.withLock { milliseconds in
        milliseconds += 1000
        return Moment(milliseconds: milliseconds)
      }
    }
    let kit = SimulatorKit(settings: settings, now: tick, sleep: { _ in await Task.yield() })
    let operation = try DataQualification(kit: kit)
    operation.records.withLock { durable in
      durable.store = .holding(records)
      operation.callbacks.schedule(
        Array(records.indices), store: durable.store,
        clock: StatusClock(now: Moment(milliseconds: 0), pace: settings.pace))
    }
    let (letters, continuation) = AsyncStream.makeStream(of: Letter.self)
    let count = Mutex(0)
    let sender = CallbackSender(kit: kit, operation: operation) { url, body, signature in
      continuation.yield(
        Letter(url: url, body: body.text, authorization: signature?.value ?? ""))
      let number = count.withLock { count in
        count += 1
        return count
      }
      return try status(number)
    }
    return (sender, letters)
  }

  private func first(
    _ count: Int, of letters: AsyncStream<Letter>, by sender: CallbackSender
  ) async -> [Letter] {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await sender.run() }
      defer { group.cancelAll() }
      var taken: [Letter] = []
      for await letter in letters {
        taken.append(letter)
        if taken.count == count { break }
      }
      return taken
    }
  }

  private static func withURL(_ code: String, name: String = "Ana Souza") -> NewRecord<
    QualificationFacts
  > {
    .sample(code: code, name: name) {
      $0.texts[.notificationURL] = "http://127.0.0.1:9/\(code)"
    }
  }

  @Test("each change after the first is sent, signed with the token that created the record")
  func delivery() async throws {
    let (sender, letters) = try sender(
      records: [Self.withURL("a"), .sample(code: "mute"), Self.withURL("b", name: "Ana T81")],
      answering: { _ in 200 })
    let sent = await first(4, of: letters, by: sender)
    let seen = Set(sent.map { "\($0.url.last ?? "?") \(Self.status(of: $0.body))" })
    #expect(seen == ["a 999", "a 5", "b 999", "b 6"])
    for letter in sent {
      let bytes = Array(letter.body.utf8)
      #expect(
        letter.authorization == Callback.authorization(body: bytes, token: "test-token"))
    }
  }

  @Test("what is not answered with 200 comes again, five times at most")
  func retries() async throws {
    let (sender, letters) = try sender(
      records: [Self.withURL("a", name: "Ana T83"), Self.withURL("b", name: "Ana T83")],
      answering: { number in
        if number % 2 == 0 { throw SimulatorError("no route") }
        return 503
      })
    let sent = await first(10, of: letters, by: sender)
    #expect(sent.count { $0.url.hasSuffix("a") } == 5)
    #expect(sent.count { $0.url.hasSuffix("b") } == 5)
    #expect(sender.operation.callbacks.isEmpty)
  }

  @Test(
    "a record read from a file is signed with the token of the settings, or with the next one shown"
  )
  func afterRestart() async throws {
    var record = Self.withURL("a")
    record.token = nil
    let settings = SimulatorSettings.with { $0.token = "configured" }
    let known = try sender(settings: settings, records: [record], answering: { _ in 200 })
    let sent = await first(1, of: known.letters, by: known.sender)
    let expected = Callback.authorization(
      body: Array(sent[0].body.utf8), token: "configured")
    #expect(sent[0].authorization == expected)
    let unknown = try sender(records: [record], answering: { _ in 200 })
    let kit = unknown.sender.kit
    await unknown.sender.deliver(.init(due: Moment(milliseconds: 0), record: 0, status: 5))
    let counts = kit.statistics.withLock { [$0.callbacksDelivered, $0.callbacksGivenUp] }
    #expect(counts == [0, 0])
    kit.latestToken.withLock { $0 = "shown" }
    let late = await first(1, of: unknown.letters, by: unknown.sender)
    let signature = Callback.authorization(body: Array(late[0].body.utf8), token: "shown")
    #expect(late[0].authorization == signature)
  }

  @Test("over HTTP: the receiver, another simulator, sees a POST with a bearer token")
  func overHTTP() async throws {
    try await withSimulator(.receiver) { receiver in
      try await withSimulator { api in
        let url = "http://127.0.0.1:\(receiver.port)\(DataQualification.path)"
        _ = try await api.create([Payee(code: "a", name: "Ana T83", notificationURL: url)])
        while try await api.stats()["callbacks_delivered"] as? Int != 1 {}
        let stats = try await receiver.stats()
        #expect(stats["posts"] as? Int == 1 && stats["unauthorized"] as? Int == 0)
      }
    }
  }

  private static func status(of body: String) -> Int {
    let object = try? JSONSerialization.jsonObject(with: Data(body.utf8))
    return (object as? [String: Any])?["status_id"] as? Int ?? -1
  }
}

@Suite("CallbackAddress: callbacks carry payees and go to this machine only")
struct CallbackAddressTests {
  @Test(
    "Loopback addresses are this machine",
    arguments: [
      "http://127.0.0.1:8090/hook", "https://localhost/x", "http://[::1]:80/", "HTTP://LOCALHOST",
    ])
  func thisMachine(_ url: String) {
    #expect(CallbackAddress.isOnThisMachine(url))
  }

  @Test(
    "What may be another machine is not this one",
    arguments: [
      "http://127.0.0.1@evil.example.org/", "http://user@127.0.0.1/", "http://0.0.0.0/", "",
      "http://127.1/", "http://2130706433/", "http://[::ffff:127.0.0.1]/", "http://[::]/",
      "unix:///tmp/socket", "http+unix://127.0.0.1/", "http://localhost.evil.example.org/",
      "https://hooks.example.org/payees", "http://127.0.0.1%2eexample.org/", "http://0177.0.0.1/",
      "http://127.0.0.1\\@evil.example.org/",
    ])
  func anotherMachine(_ url: String) {
    #expect(!CallbackAddress.isOnThisMachine(url))
  }
}
