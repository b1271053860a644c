import NIOCore
import BulkEngine
import Testing

@testable import VendorHTTP

/// A failure is told in one sentence that gives nothing away.
@Suite(.timeLimit(.minutes(5)))
struct FailureSentenceTests {
  private struct Talkative: Error, CustomStringConvertible {
    var description: String { "POST body was 12345678909" }
  }

  @Test("Every failure has a sentence")
  func everyFailureHasASentence() {
    let failures: [any Error] = [
      TimeIsUp(), AttemptRefused(), CancellationError(), NIOTooManyBytesError(maxBytes: 1),
      IOError(errnoCode: 104, reason: "read"),
      ChannelError.eof,
    ]
    for failure in failures {
      let text = sentence(for: failure)
      #expect(text.hasSuffix(".") && text.first?.isUppercase == true)
    }
  }

  @Test("An unknown error does not speak for itself")
  func anUnknownErrorDoesNotSpeakForItself() {
    #expect(sentence(for: Talkative()) == "The connection failed (Talkative).")
  }

  @Test(
    "The sentence names the cause",
    arguments: [
      (RawServer.Answer.closeAtOnce, "The server closed the connection without a complete reply."),
      (.endless("HTTP/1.1 200 OK\r\n\r\n"), "The reply is longer than accepted."),
    ])
  func theSentenceNamesTheCause(_ answer: RawServer.Answer, _ expected: String) async throws {
    try await RawServer.serving([answer]) { server in
      await #expect(throws: TransportError.unknown(expected)) {
        try await withTransport(port: server.port) { _ = try await $0.send(post) }
      }
    }
  }

  @Test("A refused connection and a failed handshake are told apart")
  func aRefusedConnectionAndAFailedHandshakeAreToldApart() async throws {
    let port = try await RawServer.closedPort()
    await #expect(throws: TransportError.notSent(nothingAnswers)) {
      try await withTransport(port: port) { _ = try await $0.send(post) }
    }
    try await RawServer.serving([.stall]) { server in
      await #expect(throws: TransportError.notSent(noTLS)) {
        try await withTransport(port: server.port, scheme: "https") { _ = try await $0.send(post) }
      }
    }
  }

  private let nothingAnswers = "Nothing answers at the host and port of the API or of the proxy."
  private let noTLS = "TLS failed: the certificate is not trusted, or nothing there speaks TLS."

  @Test("Neither token nor query is in it")
  func neitherTokenNorQueryIsInIt() async throws {
    try await RawServer.serving([.closeAtOnce]) { server in
      let request = Request(.get, "/v1/x", query: [.init("document", "52998224725")])
      await #expect {
        try await withTransport(port: server.port) { _ = try await $0.send(request) }
      } throws: { error in
        let text = String(describing: error)
        return error is TransportError && !text.contains("52998224725")
          && !text.contains("an-invented-key") && !text.contains("127.0.0.1")
      }
    }
  }
}
