import Crypto
import BulkEngine
import Operations
import QualificaTestKit
import Testing

@testable import VendorHTTP

/// Nothing of a body is understood before one of our keys has signed it.
struct CallbackReaderTests {
  private let body = Array(#"{"id":"1","status_id":5,"custom_code":"cc102"}"#.utf8)

  private func reader(_ keys: String...) throws -> CallbackReader {
    CallbackReader(tokens: try keys.map { try APIToken($0) }) { StatusCallback(body: $0)?.record }
  }

  private func signature(_ key: String, of body: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(data: body + Array(key.utf8))
    let digits = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return "Bearer " + digits.joined()
  }

  @Test("The status of a signed callback is read", arguments: ["present-key", "retired-key"])
  func theStatusOfASignedCallbackIsRead(_ key: String) throws {
    let reading = try reader("present-key", "retired-key")
      .read(signatures: [signature(key, of: body)], body: body)
    #expect(reading == .status(RemoteRecord(id: 1, customCode: "cc102", statusID: 5)))
  }

  @Test("One of the headers is enough")
  func oneOfTheHeadersIsEnough() throws {
    let reader = try reader("present-key")
    let right = signature("present-key", of: body)
    #expect(reader.read(signatures: ["Basic cHJveHk=", right], body: body) != .unsigned)
    #expect(reader.read(signatures: [right, "Bearer x"], body: body) != .unsigned)
    let late = Array(repeating: "Bearer x", count: 50) + [right]
    #expect(reader.read(signatures: late, body: body) == .unsigned)
  }

  @Test("Without a signature it is nobody's")
  func withoutASignatureItIsNobodys() throws {
    let reader = try reader("present-key")
    #expect(reader.read(signatures: [], body: body) == .unsigned)
    #expect(reader.read(signatures: [signature("other", of: body)], body: body) == .unsigned)
    let spaced = Array(#"{"id": "1","status_id":5,"custom_code":"cc102"}"#.utf8)
    #expect(
      reader.read(signatures: [signature("present-key", of: body)], body: spaced) == .unsigned)
  }

  @Test(
    "A signed body may be no callback", arguments: ["", "[]", "{}", "not json", "<html></html>"])
  func aSignedBodyMayBeNoCallback(_ text: String) throws {
    let body = Array(text.utf8)
    let reading = try reader("k").read(signatures: [signature("k", of: body)], body: body)
    #expect(reading == .unreadable)
  }
}
