import Testing

@testable import CallbackServer

/// A `Conversation` ends where the sender or the answer ends it; `RequestClock` and
/// `OpenConnections` are held to their promises in `ServerLimitsTests`.
struct ConversationTests {
  @Test(
    "A refusal ends the connection",
    arguments: [CallbackAnswer.unreadable, .unsigned, .failed, .busy])
  func aRefusalEndsTheConnection(_ answer: CallbackAnswer) async throws {
    try await withServer(answer: { _ in answer }) { sender in
      let kept = "POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n1"
      let text = try await sender.send(kept + kept)
      #expect(text.statuses == [answer.rawValue])
    }
  }

  @Test("The old protocol is answered once")
  func theOldProtocolIsAnsweredOnce() async throws {
    try await withServer(answer: { _ in .taken }) { sender in
      let text = try await sender.send("POST / HTTP/1.0\r\nContent-Length: 1\r\n\r\n1")
      #expect(text.hasPrefix("HTTP/1.") && text.contains(" 200 "))
    }
  }
}
