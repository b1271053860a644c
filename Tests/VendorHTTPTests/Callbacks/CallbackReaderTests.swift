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
    CallbackReader(
      tokens: try keys.map { try APIToken($0) }, .body { StatusCallback(body: $0)?.record })
  }

  private func signature(_ key: String, of body: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(data: body + Array(key.utf8))
    let digits = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return "Bearer " + digits.joined()
  }

  @Test("The status of a signed callback is read", arguments: ["present-key", "retired-key"])
  func theStatusOfASignedCallbackIsRead(_ key: String) async throws {
    let reading = try await reader("present-key", "retired-key")
      .read(signatures: [signature(key, of: body)], body: body)
    #expect(reading == .status(RemoteRecord(id: 1, customCode: "cc102", statusID: 5)))
  }

  @Test("One of the headers is enough")
  func oneOfTheHeadersIsEnough() async throws {
    let reader = try reader("present-key")
    let right = signature("present-key", of: body)
    #expect(await reader.read(signatures: ["Basic cHJveHk=", right], body: body) != .unsigned)
    #expect(await reader.read(signatures: [right, "Bearer x"], body: body) != .unsigned)
    let late = Array(repeating: "Bearer x", count: 50) + [right]
    #expect(await reader.read(signatures: late, body: body) == .unsigned)
  }

  @Test("Without a signature it is nobody's")
  func withoutASignatureItIsNobodys() async throws {
    let reader = try reader("present-key")
    #expect(await reader.read(signatures: [], body: body) == .unsigned)
    #expect(await reader.read(signatures: [signature("other", of: body)], body: body) == .unsigned)
    let spaced = Array(#"{"id": "1","status_id":5,"custom_code":"cc102"}"#.utf8)
    #expect(
      await reader.read(signatures: [signature("present-key", of: body)], body: spaced) == .unsigned
    )
  }

  @Test(
    "A signed body may be no callback", arguments: ["", "[]", "{}", "not json", "<html></html>"])
  func aSignedBodyMayBeNoCallback(_ text: String) async throws {
    let body = Array(text.utf8)
    let reading = try await reader("k").read(signatures: [signature("k", of: body)], body: body)
    #expect(reading == .unreadable)
  }

  // MARK: Signatures of some fields

  private func charges(_ sent: Int64?) throws -> CallbackReader {
    CallbackReader(
      tokens: [try APIToken("present-key")],
      .fields { body in Charges.callback(in: body).map { SignedFields($0.record, lead: $0.signed) }
      },
      amountSent: { $0 == "fat-1" ? sent : nil })
  }

  private func charge(_ amount: Int, number: String = "fat-1", status: String = #"{"id":"3"}"#)
    -> [UInt8]
  {
    Array(
      """
      {"id":"123456","key":"ABCD1234","customNumber":"\(number)","amountCents":\(amount),\
      "status":\(status)}
      """.utf8)
  }

  @Test(
    "A charge's callback is signed over id, key and the amount that was sent, as either version writes it",
    arguments: ["10.00", "1000"])
  func aChargesCallbackIsSignedOverFields(_ amount: String) async throws {
    let signed = signature("present-key", of: Array("123456ABCD1234\(amount)".utf8))
    // Whatever amount the body claims.
    for body in [charge(1_000), charge(5), charge(1_000, status: #""paid""#)] {
      let reading = try await charges(1_000).read(signatures: [signed], body: body)
      guard case .status(let record) = reading else {
        Issue.record("\(reading)")
        continue
      }
      #expect(record.customCode == "fat-1" && record.id == "123456")
    }
    for sent in [1_001, 100_000, 10] as [Int64] {
      #expect(
        try await charges(sent).read(signatures: [signed], body: charge(1_000)) == .unsigned)
    }
  }

  @Test("A charge's callback without its signature is nobody's, and so is what is no charge")
  func aChargesCallbackWithoutSignatureIsNobodys() async throws {
    let body = charge(1_000)
    let reader = try charges(1_000)
    let ofBody = signature("present-key", of: body)
    let ofOther = signature("other", of: Array("123456ABCD123410.00".utf8))
    for signatures in [[], ["Bearer x"], [ofBody], [ofOther]] {
      #expect(await reader.read(signatures: signatures, body: body) == .unsigned)
    }
    for text in ["", "{}", "[]", "nothing", #"{"id":"1","customNumber":"fat-1"}"#] {
      let signed = signature("present-key", of: Array(text.utf8))
      #expect(await reader.read(signatures: [signed], body: Array(text.utf8)) == .unsigned)
    }
  }

  @Test("A number of another run is taken with the amount that its callback shows")
  func aNumberOfAnotherRunIsTaken() async throws {
    let body = charge(1_000, number: "fat-2")
    let signed = signature("present-key", of: Array("123456ABCD123410.00".utf8))
    #expect(try await charges(5).read(signatures: [signed], body: body) != .unsigned)
  }
}
