import NIOCore
import Synchronization
import Testing

@testable import CallbackServer

/// Whatever a stranger sends, it has an end, and the closure never hears of it.
struct ServerLimitsTests {
  private static let never: @Sendable (CallbackRequest) async -> CallbackAnswer = { _ in
    Issue.record("an incomplete or oversized request was handed over")
    return .taken
  }

  /// Limits that a test reaches soon.
  private static var small: ServerLimits {
    var limits = ServerLimits.patient
    limits.bodyBytes = 1_000
    limits.fieldBytes = 1_000
    limits.headerBytes = 2_000
    limits.headerCount = 20
    return limits
  }

  /// And that end soon, for senders that would never end.
  private static var hasty: ServerLimits {
    var limits = small
    limits.requestTime = .milliseconds(100)
    return limits
  }

  @Test("Only posts are taken", arguments: ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"])
  func onlyPostsAreTaken(_ method: String) async throws {
    try await withServer(answer: Self.never) { sender in
      let text = try await sender.send("\(method) / HTTP/1.1\r\nHost: here\r\n\r\n")
      #expect(text.statuses == [405])
      #expect(text.contains("allow: POST"))
    }
  }

  @Test("A long body is refused as soon as it is announced")
  func aLongBodyIsRefusedAsSoonAsItIsAnnounced() async throws {
    try await withServer(limits: Self.small, answer: Self.never) { sender in
      let head = "POST / HTTP/1.1\r\nContent-Length: 999999999999\r\n\r\n"
      let text = try await sender.ask(head)
      #expect(text.statuses == [413])
      let body = String(repeating: "x", count: 1_001)
      let whole = try await sender.send(RawSender.post(body))
      #expect(whole.statuses == [413])
    }
  }

  @Test("A long body is refused without announcement too")
  func aLongBodyIsRefusedWithoutAnnouncementToo() async throws {
    try await withServer(limits: Self.small, answer: Self.never) { sender in
      let chunk = "190\r\n" + String(repeating: "x", count: 0x190) + "\r\n"
      let head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
      let text = try await sender.send(head, chunk, chunk, chunk, "0\r\n\r\n")
      #expect(text.statuses == [413])
    }
  }

  @Test("A body of the longest length is taken")
  func aBodyOfTheLongestLengthIsTaken() async throws {
    try await withServer(limits: Self.small, answer: { _ in .taken }) { sender in
      let body = String(repeating: "x", count: 1_000)
      let text = try await sender.send(RawSender.post(body))
      #expect(text.statuses == [200])
    }
  }

  @Test(
    "Headers without end are cut off",
    arguments: [
      "a-header: " + String(repeating: "x", count: 1_500),
      (0..<30).map { "h\($0): x" }.joined(separator: "\r\n"),
      (0..<15).map { "h\($0): " + String(repeating: "x", count: 300) }.joined(separator: "\r\n"),
    ])
  func headersWithoutEndAreCutOff(_ headers: String) async throws {
    try await withServer(limits: Self.hasty, answer: Self.never) { sender in
      let text = try await sender.send("POST / HTTP/1.1\r\n\(headers)\r\n\r\n")
      #expect(text.statuses.allSatisfy { (400..<500).contains($0) })
    }
  }

  @Test(
    "Garbage is no request",
    arguments: [
      "\u{0}\u{1}\u{2}", "hello\r\n\r\n", "POST\r\n\r\n", "POST / HTTP/9.9\r\n\r\n",
      "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{FC}",
      "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
      "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
      "POST / HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ])
  func garbageIsNoRequest(_ garbage: String) async throws {
    try await withServer(limits: Self.hasty, answer: Self.never) { sender in
      let text = try await sender.send(garbage)
      #expect(text.statuses.allSatisfy { (400..<506).contains($0) })
    }
  }

  @Test(
    "Who stops sending is cut off",
    arguments: [
      "", "P", "POST / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n",
      "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab",
    ])
  func whoStopsSendingIsCutOff(_ beginning: String) async throws {
    try await withServer(limits: Self.hasty, answer: Self.never) { sender in
      let text = try await sender.send(beginning)
      #expect(text.statuses.allSatisfy { $0 == 400 })
    }
  }

  @Test("Who trickles is cut off however often")
  func whoTricklesIsCutOffHoweverOften() async throws {
    try await withServer(limits: Self.hasty, answer: Self.never) { sender in
      let connection = try await sender.connect()
      let text = try await connection.executeThenClose { inbound, outbound in
        async let received = RawSender.text(inbound)
        try? await outbound.write(ByteBuffer(string: "POST / HTTP/1.1\r\n"))
        // More of them than the server waits for; each starts no new clock.
        for _ in 0..<10_000 {
          do { try await outbound.write(ByteBuffer(string: "a: b\r\n")) } catch { break }
          try await Task.sleep(for: .milliseconds(20))
        }
        return await received
      }
      #expect(text.statuses.allSatisfy { (400..<500).contains($0) })
    }
  }

  @Test("More connections than allowed are closed as they come")
  func moreConnectionsThanAllowedAreClosedAsTheyCome() async throws {
    var limits = ServerLimits.patient
    limits.connections = 3
    try await withListener(limits: limits, answer: { _ in .taken }) { listener, sender in
      let first = try await sender.connect()
      let second = try await sender.connect()
      let third = try await sender.connect()
      // Connections are admitted on several threads, not in the order of their connecting.
      while listener.connectionCount < 3 { await Task.yield() }
      let text = try await sender.send(RawSender.post("{}"))
      #expect(text == "")
      for connection in [first, second, third] {
        try await connection.executeThenClose { inbound, outbound in
          try await outbound.write(ByteBuffer(string: RawSender.post("{}")))
          #expect(await RawSender.text(inbound).statuses == [200])
        }
      }
    }
  }
}
