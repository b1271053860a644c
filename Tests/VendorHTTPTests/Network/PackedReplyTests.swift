import BulkEngine
import Foundation
import Testing

@testable import VendorHTTP

/// A reply that was packed although no coding was asked for.
@Suite(.timeLimit(.minutes(5)))
struct PackedReplyTests {
  /// `{"message":"ok"}`.
  private static let gzip = "H4sIAAAAAAACA6tWyk0tLk5MT1WyUsrPVqoFAOR4hSMQAAAA"
  private static let deflate = "eJyrVspNLS5OTE9VslLKz1aqBQAwbQV6"
  /// 100,000 blanks.
  private static let blanks =
    "H4sIAAAAAAACA+3BMQEAAADCoCrrn9IaHkAB"
    + String(repeating: "A", count: 128) + "rwYt8HnKoIYBAA=="

  @Test(
    "It is unpacked", arguments: [("gzip", gzip), ("deflate", deflate), ("GZIP", gzip)])
  func unpacked(_ coding: String, _ body: String) async throws {
    let reply = try await Self.reply(coding, try #require(Data(base64Encoded: body)))
    #expect(String(decoding: reply?.body ?? [], as: UTF8.self) == #"{"message":"ok"}"#)
  }

  @Test(
    "One that grows beyond the longest reply, is damaged, cut off or in another coding is not read",
    arguments: [
      ("gzip", blanks, 0), ("gzip", "H4sIeHh4eA==", 0), ("gzip", gzip, 20), ("br", "CwKA", 0),
    ])
  func unread(_ coding: String, _ body: String, _ cut: Int) async throws {
    let bytes = try #require(Data(base64Encoded: body)).dropLast(cut)
    let reply = try await Self.reply(coding, bytes, longestReply: 50_000)
    #expect(reply == nil || coding == "br" && reply?.body == Array(bytes))
  }

  @Test("One as long as the longest reply is read")
  func longest() async throws {
    let bytes = try #require(Data(base64Encoded: Self.blanks))
    #expect(try await Self.reply("gzip", bytes, longestReply: 100_000)?.body.count == 100_000)
  }

  /// nil where the outcome is unknown.
  private static func reply(
    _ coding: String, _ body: Data, longestReply: Int = HTTPTransport.longestReply
  ) async throws -> Reply? {
    let head =
      "HTTP/1.1 200 OK\r\ncontent-encoding: \(coding)\r\ncontent-length: \(body.count)\r\n\r\n"
    return try await RawServer.serving([.keepOpenBytes(Array(head.utf8) + body)]) { server in
      try await withTransport(port: server.port, longestReply: longestReply) { transport in
        do {
          return try await transport.send(post)
        } catch TransportError.unknown {
          return nil
        }
      }
    }
  }
}
