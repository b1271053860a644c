import BulkEngine
import Testing

@testable import VendorHTTP

/// Behind a proxy nothing is sent before its tunnel stands.
@Suite(.timeLimit(.minutes(5)))
struct ProxyTests {
  @Test(
    "A proxy that opens no tunnel means not sent",
    arguments: [
      (RawServer.Answer.closeAtOnce, Duration.seconds(120)),
      (.thenClose("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n"), .seconds(120)),
      (.thenClose("HTTP/1.1 407 Authenticate\r\ncontent-length: 0\r\n\r\n"), .seconds(120)),
      (.stall, .milliseconds(400)),
    ])
  func aProxyThatOpensNoTunnelMeansNotSent(
    _ answer: RawServer.Answer, _ timeout: Duration
  ) async throws {
    try await RawServer.serving([answer]) { server in
      let environment = ["HTTPS_PROXY": "http://127.0.0.1:\(server.port)"]
      try await withTransport(
        to: Endpoint(.sandbox), timeout: timeout, environment: environment
      ) { transport in
        #expect(await transport.outcome(of: post) == .notSent)
      }
      let requests = server.requests
      #expect(requests.count <= 1)
      #expect(requests.allSatisfy { $0.hasPrefix("CONNECT api.sandbox.wepayout.com.br:443 ") })
      #expect(!requests.joined().contains("an-invented-key"))
    }
  }

  @Test("A proxy is given its own credentials and nobody else's")
  func aProxyIsGivenItsOwnCredentialsAndNobodyElses() async throws {
    let refusal = RawServer.Answer.thenClose(
      "HTTP/1.1 407 Authenticate\r\ncontent-length: 0\r\n\r\n")
    try await RawServer.serving([refusal]) { server in
      let environment = ["https_proxy": "http://desk:pass%20word@127.0.0.1:\(server.port)"]
      try await withTransport(to: Endpoint(.sandbox), environment: environment) { transport in
        #expect(await transport.outcome(of: post) == .notSent)
      }
      let request = try #require(server.requests.first)
      // desk:pass word
      #expect(request.lowercased().contains("proxy-authorization: basic zgvzazpwyxnzihdvcmq="))
      #expect(request.contains("Basic ZGVzazpwYXNzIHdvcmQ="))
      #expect(!request.contains("an-invented-key"))
    }
  }
}
