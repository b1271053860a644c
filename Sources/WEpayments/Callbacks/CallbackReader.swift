package import Qualification

/// Makes a record's status out of what a stranger posted, or nothing.
package struct CallbackReader: Sendable {
  private let tokens: [APIToken]

  /// What was posted.
  package enum Reading: Sendable, Equatable {
    case status(RemoteRecord)
    /// Signed, but no callback.
    case unreadable
    case unsigned
  }

  /// Header values that may carry a signature in one request: two headers, each perhaps doubled by
  /// a proxy. More are not looked at, or they would cost a hash each.
  private static let mostSignatures = 4

  /// - Parameter tokens: the present token, and retired ones that records were created with: the
  ///   vendor signs with the token that created the record.
  package init(tokens: [APIToken]) {
    self.tokens = tokens
  }

  /// The signature is checked before anything of the body is understood.
  package func read(signatures: [String], body: [UInt8]) -> Reading {
    let isSigned = signatures.prefix(Self.mostSignatures).contains { value in
      CallbackSignature.isValid(authorization: value, body: body, tokens: tokens)
    }
    guard isSigned else { return .unsigned }
    return StatusCallback(body: body).map { .status($0.record) } ?? .unreadable
  }
}
