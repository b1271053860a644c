import Testing

@testable import VendorHTTP

/// A callback is the vendor's when its hash covers the bytes received and one of our tokens.
struct CallbackSignatureTests {
  private let body = Array(#"{"id":"1","status_id":5,"custom_code":"cc102"}"#.utf8)
  /// Made with `printf '%s' BODY+TOKEN | sha256sum`.
  private let signature =
    "b6298da75919df3604116e3f6361ae42c3487ead58062248f7533bc922da292d"

  @Test("A signed body is accepted")
  func aSignedBodyIsAccepted() throws {
    #expect(try isValid("Bearer \(signature)"))
    #expect(try isValid("bearer \(signature.uppercased())"))
  }

  @Test("A retired token still signs")
  func aRetiredTokenStillSigns() throws {
    #expect(try isValid("Bearer \(signature)", tokens: ["new-key", "an-invented-key"]))
    #expect(try isValid("Bearer \(signature)", tokens: ["an-invented-key", "new-key"]))
  }

  @Test("Another token or none does not")
  func anotherTokenOrNoneDoesNot() throws {
    #expect(try !isValid("Bearer \(signature)", tokens: ["new-key"]))
    #expect(try !isValid("Bearer \(signature)", tokens: []))
  }

  @Test("A changed byte breaks it")
  func aChangedByteBreaksIt() throws {
    let token = try APIToken("an-invented-key")
    let authorization = "Bearer \(signature)"
    for index in body.indices {
      var changed = body
      changed[index] ^= 1
      let isValid = CallbackSignature.isValid(
        authorization: authorization, changed, tokens: [token])
      #expect(!isValid)
    }
  }

  @Test(
    "Another header is no signature",
    arguments: [
      "", "Bearer", "Bearer ", "Basic SIGNATURE", "SIGNATURE", "Bearer SIGNATURE00",
      "Bearer SIGNATUR", "Bearer zz", "Bearer SIGNATURE SIGNATURE",
    ])
  func anotherHeaderIsNoSignature(_ header: String) throws {
    #expect(try !isValid(header.replacing("SIGNATURE", with: signature)))
  }

  @Test("A missing header is no signature")
  func aMissingHeaderIsNoSignature() throws {
    #expect(try !isValid(nil))
  }

  private func isValid(
    _ authorization: String?, tokens: [String] = ["an-invented-key"]
  ) throws -> Bool {
    CallbackSignature.isValid(
      authorization: authorization, body, tokens: try tokens.map { try APIToken($0) })
  }
}
