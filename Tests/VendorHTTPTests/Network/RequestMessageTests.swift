import BulkEngine
import Testing

@testable import VendorHTTP

/// What a request looks like on the wire.
@Suite(.timeLimit(.minutes(5)))
struct RequestMessageTests {
  @Test("A POST carries token and JSON and nothing of ours")
  func aPostCarriesTokenAndJSONAndNothingOfOurs() async throws {
    let token = try APIToken("an-invented-key")
    let request = try await requestOnTheWire(post) { AuthorizedTransport($0, token: token) }
    let lines = request.lowercased().split(separator: "\r\n").map(String.init)
    #expect(request.hasPrefix("POST /v1/payout/data-qualification HTTP/1.1\r\n"))
    #expect(lines.contains("authorization: bearer an-invented-key"))
    #expect(lines.contains("content-type: application/json"))
    #expect(lines.contains("accept: application/json"))
    #expect(lines.contains("user-agent: qualifica-tests"))
    #expect(lines.contains("content-length: 11"))
    #expect(lines.contains { $0.hasPrefix("host: 127.0.0.1:") })
    #expect(lines.contains("accept-encoding: identity"))
    #expect(lines.count == 9)
    #expect(request.hasSuffix("\r\n\r\n{\"data\":[]}"))
    #expect(!request.contains(AttemptGateHandler.header))
  }

  @Test("A GET has no body")
  func aGetHasNoBody() async throws {
    let request = try await requestOnTheWire(get)
    #expect(request.hasPrefix("GET /v1/payout/data-qualification/services HTTP/1.1\r\n"))
    #expect(!request.lowercased().contains("content-"))
  }

  @Test("The query is percent-encoded")
  func theQueryIsPercentEncoded() throws {
    let message = RequestMessage(
      endpoint: Endpoint(.production), userAgent: "t")
    let request = Request(
      .get, "/v1/x", query: [.init("custom_code", "a b&c=d/ü~_-."), .init("page", "2")])
    #expect(
      message.url(of: request)
        == "https://api.wepayout.com.br/v1/x?custom_code=a%20b%26c%3Dd%2F%C3%BC~_-.&page=2")
  }

  @Test("Any method goes out under its name", arguments: Request.Method.allCases)
  func anyMethodGoesOutUnderItsName(_ method: Request.Method) async throws {
    let request = try await requestOnTheWire(Request(method, "/v1/x", body: [0x7B, 0x7D]))
    #expect(request.hasPrefix("\(method.rawValue) /v1/x HTTP/1.1\r\n"))
    #expect(request.hasSuffix("\r\n\r\n{}"))
  }

  @Test("An operation's headers are sent and replace ours")
  func anOperationsHeadersAreSentAndReplaceOurs() async throws {
    let headers: [Request.Header] = [
      .init("accept", "text/plain"), .init("x-version", "2"),
      .init(AttemptGateHandler.header, "999"),
    ]
    let request = try await requestOnTheWire(Request(.get, "/v1/x", headers: headers)).lowercased()
    #expect(request.contains("\r\naccept: text/plain\r\n"))
    #expect(request.contains("\r\nx-version: 2\r\n"))
    #expect(!request.contains("application/json"))
    #expect(!request.contains("999"))
  }

  @Test("Only a request with a key has the header for it")
  func onlyARequestWithAKeyHasTheHeaderForIt() async throws {
    let with = try await requestOnTheWire(Request(.put, "/v1/x", idempotencyKey: "k-1")) {
      IdempotentTransport($0)
    }
    #expect(with.lowercased().contains("\r\nidempotency-key: k-1\r\n"))
    let without = try await requestOnTheWire(post) { IdempotentTransport($0) }
    #expect(!without.lowercased().contains("idempotency"))
    let other = try await requestOnTheWire(Request(.put, "/v1/x", idempotencyKey: "k-1")) {
      IdempotentTransport($0, header: "x-request-id")
    }
    #expect(other.lowercased().contains("\r\nx-request-id: k-1\r\n"))
  }

  private func requestOnTheWire(
    _ request: Request, _ decorated: (HTTPTransport) -> any Transport = { $0 }
  ) async throws -> String {
    try await RawServer.serving([.keepOpen("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")]) {
      server in
      _ = try await withTransport(port: server.port) { try await decorated($0).send(request) }
      return server.requests.joined()
    }
  }
}
