import BulkEngine
import Testing

@testable import VendorHTTP

/// What a request looks like on the wire.
@Suite(.timeLimit(.minutes(5)))
struct RequestMessageTests {
  @Test func aPostCarriesTokenAndJSONAndNothingOfOurs() async throws {
    let request = try await requestOnTheWire(post)
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

  @Test func aGetHasNoBody() async throws {
    let request = try await requestOnTheWire(get)
    #expect(request.hasPrefix("GET /v1/payout/data-qualification/services HTTP/1.1\r\n"))
    #expect(!request.lowercased().contains("content-"))
  }

  @Test func theQueryIsPercentEncoded() throws {
    let message = RequestMessage(
      endpoint: Endpoint(.production), token: try APIToken("k"), userAgent: "t")
    let request = Request(
      .get, "/v1/x", query: [.init("custom_code", "a b&c=d/ü~_-."), .init("page", "2")])
    #expect(
      message.url(of: request)
        == "https://api.wepayout.com.br/v1/x?custom_code=a%20b%26c%3Dd%2F%C3%BC~_-.&page=2")
  }

  private func requestOnTheWire(_ request: Request) async throws -> String {
    try await RawServer.serving([.keepOpen("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")]) {
      server in
      _ = try await withTransport(port: server.port) { try await $0.send(request) }
      return server.requests.joined()
    }
  }
}
