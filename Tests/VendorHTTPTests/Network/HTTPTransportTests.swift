import BulkEngine
import Testing

@testable import VendorHTTP

/// One call is one request, and an error says what may have happened.
@Suite(.timeLimit(.minutes(5)))
struct HTTPTransportTests {
  /// URLSession on Linux silently sends such a POST twice.
  @Test("A POST on a reused connection that dies is sent exactly once")
  func aPostOnAReusedConnectionThatDiesIsSentExactlyOnce() async throws {
    try await RawServer.serving([.keepOpen(emptyReply), .closeAtOnce]) { server in
      try await withTransport(port: server.port) { transport in
        #expect(await transport.outcome(of: get) == .reply(200))
        #expect(await transport.outcome(of: post) == .unknown)
      }
      #expect(server.connections == 1)
      #expect(server.requests.count { $0.hasPrefix("POST ") } == 1)
    }
  }

  @Test("A refused connection means not sent", arguments: [get, post])
  func aRefusedConnectionMeansNotSent(_ request: Request) async throws {
    let port = try await RawServer.closedPort()
    try await withTransport(port: port) { transport in
      #expect(await transport.outcome(of: request) == .notSent)
    }
  }

  @Test("A name that is not found means not sent")
  func aNameThatIsNotFoundMeansNotSent() async throws {
    let endpoint = try Endpoint(baseURL: "https://no-such-host.invalid")
    try await withTransport(to: endpoint, timeout: .milliseconds(200), environment: [:]) {
      #expect(await $0.outcome(of: post) == .notSent)
    }
  }

  @Test("A failed TLS handshake means not sent")
  func aFailedTLSHandshakeMeansNotSent() async throws {
    try await RawServer.serving([.stall]) { server in
      try await withTransport(port: server.port, scheme: "https") { transport in
        #expect(await transport.outcome(of: post) == .notSent)
      }
      #expect(server.requests.isEmpty)
    }
  }

  @Test(
    "A reply that is not complete means unknown",
    arguments: [
      RawServer.Answer.closeAtOnce,
      .thenClose("HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n"),
      .thenClose("HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"message\":"),
      .thenClose("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabc"),
      .thenClose("HTTP/1.1 200"),
      .thenClose("this is not HTTP\r\n\r\n"),
      // The client takes it for a provisional reply, and traps when a body follows.
      .thenClose("HTTP/1.1 000 None\r\ncontent-length: 2\r\n\r\n{}"),
      .thenClose("HTTP/1.1 099 None\r\ncontent-length: 2\r\n\r\n{}"),
    ])
  func aReplyThatIsNotCompleteMeansUnknown(_ answer: RawServer.Answer) async throws {
    try await RawServer.serving([answer]) { server in
      try await withTransport(port: server.port) { transport in
        #expect(await transport.outcome(of: post) == .unknown)
      }
      #expect(server.requests.count == 1)
    }
  }

  @Test(
    "A reply that stalls means unknown when the time is up",
    arguments: [
      RawServer.Answer.stall,
      .keepOpen("HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n"),
      .keepOpen("HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"message\":"),
    ])
  func aReplyThatStallsMeansUnknownWhenTheTimeIsUp(_ answer: RawServer.Answer) async throws {
    try await RawServer.serving([answer]) { server in
      try await withTransport(port: server.port, timeout: .seconds(2)) { transport in
        #expect(await transport.outcome(of: post) == .unknown)
      }
      #expect(server.requests.count == 1)
    }
  }

  @Test(
    "A body without end means unknown",
    arguments: [
      "HTTP/1.1 200 OK\r\n\r\n",
      "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n",
    ])
  func aBodyWithoutEndMeansUnknown(_ head: String) async throws {
    try await RawServer.serving([.endless(head)]) { server in
      try await withTransport(port: server.port) { transport in
        #expect(await transport.outcome(of: post) == .unknown)
      }
    }
  }

  @Test("A body may be as long as the limit", arguments: [(5, Outcome.reply(200)), (4, .unknown)])
  func aBodyMayBeAsLongAsTheLimit(_ limit: Int, _ expected: Outcome) async throws {
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabcde"
    try await RawServer.serving([.keepOpen(answer)]) { server in
      try await withTransport(port: server.port, longestReply: limit) { transport in
        #expect(await transport.outcome(of: get) == expected)
      }
    }
  }

  @Test("A redirect is the reply", arguments: [301, 302, 303, 307, 308])
  func aRedirectIsTheReply(_ status: Int) async throws {
    let answer = "HTTP/1.1 \(status) Moved\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n"
    try await RawServer.serving([.keepOpen(answer)]) { server in
      try await withTransport(port: server.port) { transport in
        #expect(await transport.outcome(of: post) == .reply(status))
        #expect(await transport.outcome(of: get) == .reply(status))
      }
      #expect(server.requests.count == 2)
    }
  }

  @Test("Headers come by lower case name, the first of a repeated one")
  func headersComeByLowerCaseNameTheFirstOfARepeatedOne() async throws {
    let answer =
      "HTTP/1.1 429 Slow\r\nRetry-After: 120\r\nX-Twice: a\r\nx-twice: b\r\n"
      + "content-length: 2\r\n\r\n{}"
    try await RawServer.serving([.keepOpen(answer)]) { server in
      let reply = try await withTransport(port: server.port) { try await $0.send(post) }
      #expect(reply.status == 429)
      #expect(reply.headers["retry-after"] == "120")
      #expect(reply.headers["x-twice"] == "a")
      #expect(reply.body == Array("{}".utf8))
    }
  }

  @Test("A server error is a reply and is not sent again")
  func aServerErrorIsAReplyAndIsNotSentAgain() async throws {
    let answer = "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n"
    try await RawServer.serving([.keepOpen(answer)]) { server in
      try await withTransport(port: server.port) { transport in
        #expect(await transport.outcome(of: post) == .reply(503))
      }
      #expect(server.requests.count == 1)
    }
  }

  @Test("A client that is shut down sends nothing")
  func aClientThatIsShutDownSendsNothing() async throws {
    try await RawServer.serving([.keepOpen(emptyReply)]) { server in
      try await withTransport(port: server.port) { transport in
        await transport.shutdown()
        #expect(await transport.outcome(of: post) == .notSent)
      }
      #expect(server.requests.isEmpty)
    }
  }
}

/// Who cancels before the request is written may send it again, later nobody knows.
@Suite(.timeLimit(.minutes(5)))
struct HTTPTransportCancellationTests {
  @Test("Cancelled before it began means not sent")
  func cancelledBeforeItBeganMeansNotSent() async throws {
    try await RawServer.serving([.stall]) { server in
      try await withTransport(port: server.port) { transport in
        let task = Task {
          while !Task.isCancelled { await Task.yield() }
          return await transport.outcome(of: post)
        }
        task.cancel()
        #expect(await task.value == .notSent)
      }
      #expect(server.requests.isEmpty)
    }
  }

  @Test("Whatever the moment nothing called not sent was sent")
  func whateverTheMomentNothingCalledNotSentWasSent() async throws {
    try await RawServer.serving([.keepOpen(emptyReply)]) { server in
      var outcomes: [Outcome] = []
      try await withTransport(port: server.port) { transport in
        for number in 0..<400 {
          let request = Request(.post, "/v1/x/\(number)", body: [])
          let task = Task { await transport.outcome(of: request) }
          for _ in 0..<(number % 100) * 4 { await Task.yield() }
          task.cancel()
          outcomes.append(await task.value)
        }
      }
      // Read once: a request that was given up may still be on its way.
      let requests = server.requests
      let seen = Set(requests.compactMap { $0.split(separator: " ").dropFirst().first })
      for (number, outcome) in outcomes.enumerated() where outcome != .unknown {
        #expect(seen.contains("/v1/x/\(number)") == (outcome == .reply(200)))
      }
      #expect(requests.count == seen.count)
    }
  }

  @Test("Cancelled while the server works means unknown")
  func cancelledWhileTheServerWorksMeansUnknown() async throws {
    try await RawServer.serving([.stall]) { server in
      try await withTransport(port: server.port) { transport in
        let task = Task { await transport.outcome(of: post) }
        await server.waitForRequest()
        task.cancel()
        #expect(await task.value == .unknown)
      }
      #expect(server.requests.count == 1)
    }
  }
}

private let emptyReply = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
