import Qualification
import Testing

@testable import WEpayments

/// The key does not come back through what a server or an error says.
struct TokenRedactionTests {
  private let key = "inv/ented+key-0123"

  @Test(arguments: [
    ("", ""), ("nothing here", "nothing here"), ("KEY", "<redacted>"),
    ("Bearer KEY and KEYKEY.", "Bearer <redacted> and <redacted><redacted>."),
    (#"{"authorization":"Bearer ESCAPED"}"#, #"{"authorization":"Bearer <redacted>"}"#),
    ("inv/ented+key-012", "inv/ented+key-012"), ("iinv/inv/ented+key-0123", "iinv/<redacted>"),
  ])
  func isTakenOut(_ text: String, _ clean: String) throws {
    let written = text.replacing("KEY", with: key)
      .replacing("ESCAPED", with: key.replacing("/", with: "\\/"))
    #expect(try APIToken(key).redacted(in: written) == clean)
  }

  @Test func aWordIsNoKey() throws {
    #expect(try APIToken("valid").redacted(in: "valid") == "valid")
  }

  @Test func repliesComeWithoutIt() async throws {
    let body = #"{"message":"Bearer an-invented-key"}"#
    let head = "HTTP/1.1 422 No\r\nx-echo: an-invented-key\r\n"
    let answer = "\(head)content-length: \(body.utf8.count)\r\n\r\n\(body)"
    try await RawServer.serving([.keepOpen(answer)]) { server in
      try await withTransport(port: server.port) { transport in
        let reply = try await transport.send(post)
        #expect(String(decoding: reply.body, as: UTF8.self) == #"{"message":"Bearer <redacted>"}"#)
        #expect(reply.headers["x-echo"] == "<redacted>")
      }
    }
  }
}
