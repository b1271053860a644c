import NIOCore
import Synchronization
import Testing

@testable import CallbackServer

/// The server gives what was posted to a closure and its word to the sender.
struct CallbackListenerTests {
  @Test("The bytes and the signatures are handed over as they came")
  func theBytesAndTheSignaturesAreHandedOverAsTheyCame() async throws {
    let seen = Mutex<[CallbackRequest]>([])
    try await withServer { request in
      seen.withLock { $0.append(request) }
      return .taken
    } _: { sender in
      let headers = ["X-Webhook-Wp-Signature: Bearer b", "AUTHORIZATION: Bearer a"]
      let text = try await sender.send(RawSender.post("{ \"é\" :1}", headers: headers))
      #expect(text.statuses == [200])
    }
    let expected = CallbackRequest(
      signatures: ["Bearer a", "Bearer b"], body: Array("{ \"é\" :1}".utf8))
    #expect(seen.withLock { $0 } == [expected])
  }

  @Test(
    "The sender is told a status and nothing else",
    arguments: [CallbackAnswer.taken, .unreadable, .unsigned, .failed, .busy])
  func theSenderIsToldAStatusAndNothingElse(_ answer: CallbackAnswer) async throws {
    try await withServer { _ in
      answer
    } _: { sender in
      let text = try await sender.send(RawSender.post("{}"))
      #expect(text.statuses == [answer.rawValue])
      #expect(text.hasSuffix("\r\n\r\n"))
      #expect(text.contains("content-length: 0"))
    }
  }

  @Test("Requests of one connection are answered in turn")
  func requestsOfOneConnectionAreAnsweredInTurn() async throws {
    let bodies = Mutex<[String]>([])
    try await withServer { request in
      bodies.withLock { $0.append(String(decoding: request.body, as: UTF8.self)) }
      return .taken
    } _: { sender in
      let kept = "POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n"
      let text = try await sender.send(kept + "1" + kept + "2", RawSender.post("3"))
      #expect(text.statuses == [200, 200, 200])
    }
    #expect(bodies.withLock { $0 } == ["1", "2", "3"])
  }

  @Test("A sender that asks first is told to continue")
  func aSenderThatAsksFirstIsToldToContinue() async throws {
    try await withServer { _ in
      .taken
    } _: { sender in
      let text = try await sender.send(RawSender.post("{}", headers: ["Expect: 100-continue"]))
      #expect(text.statuses == [100, 200])
    }
  }

  @Test("Many senders are served beside each other")
  func manySendersAreServedBesideEachOther() async throws {
    let count = Mutex(0)
    try await withServer { _ in
      count.withLock { $0 += 1 }
      return .taken
    } _: { sender in
      try await withThrowingTaskGroup(of: [Int].self) { group in
        for number in 0..<120 {
          group.addTask { try await sender.send(RawSender.post("\(number)")).statuses }
        }
        for try await statuses in group { #expect(statuses == [200]) }
      }
    }
    #expect(count.withLock { $0 } == 120)
  }

  @Test("Who waits for an answer gets it after the stop")
  func whoWaitsForAnAnswerGetsItAfterTheStop() async throws {
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
    let (releases, release) = AsyncStream.makeStream(of: Void.self)
    let listener = try await listener()
    let sender = RawSender(port: listener.address.port)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await listener.serve { _ in
          arrival.yield()
          for await _ in releases { break }
          return .taken
        }
      }
      group.addTask {
        let kept = "POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n1"
        let text = try await sender.send(kept)
        #expect(text.statuses == [200])
      }
      for await _ in arrivals { break }
      // Idle: it ends without having said anything.
      let idle = try await sender.connect()
      await listener.stop()
      release.yield()
      try await idle.executeThenClose { inbound, _ in
        #expect(await RawSender.text(inbound) == "")
      }
      try await group.waitForAll()
    }
    await #expect(throws: (any Error).self) { try await sender.connect() }
  }

  @Test("A port that is taken is told")
  func aPortThatIsTakenIsTold() async throws {
    let first = try await listener()
    let error = await #expect(throws: CallbackServerError.self) {
      try await CallbackListener(on: first.address)
    }
    #expect(error?.code != nil)
    #expect(error?.address == first.address)
    await first.stop()
    try await first.serve { _ in .taken }
  }

  @Test("An address of another machine is told")
  func anAddressOfAnotherMachineIsTold() async throws {
    let address = try #require(ListenAddress("192.0.2.1:0"))
    await #expect(throws: CallbackServerError.self) { try await CallbackListener(on: address) }
  }
}

extension ServerLimits {
  /// For what is not about time: on a busy machine a test may wait long for its turn.
  static var patient: ServerLimits {
    var limits = ServerLimits()
    limits.requestTime = .seconds(600)
    return limits
  }
}

/// A server on a free port.
func listener(_ limits: ServerLimits = .patient) async throws -> CallbackListener {
  let address = try #require(ListenAddress(":0"))
  let listener = try await CallbackListener(on: address, limits: limits)
  #expect(listener.address.port > 0)
  return listener
}

/// Serves for as long as `body` runs.
func withServer(
  limits: ServerLimits = .patient,
  answer: @escaping @Sendable (CallbackRequest) async -> CallbackAnswer,
  _ body: @escaping @Sendable (RawSender) async throws -> Void
) async throws {
  try await withListener(limits: limits, answer: answer) { _, sender in try await body(sender) }
}

/// The same for a body that also looks at the listener.
func withListener(
  limits: ServerLimits,
  answer: @escaping @Sendable (CallbackRequest) async -> CallbackAnswer,
  _ body: @escaping @Sendable (CallbackListener, RawSender) async throws -> Void
) async throws {
  let listener = try await listener(limits)
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { try await listener.serve(answer) }
    do {
      try await body(listener, RawSender(port: listener.address.port))
    } catch {
      await listener.stop()
      throw error
    }
    await listener.stop()
    try await group.waitForAll()
  }
}
