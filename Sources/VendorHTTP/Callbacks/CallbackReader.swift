package import BulkEngine

/// Makes a record's status out of what a stranger posted, or nothing.
package struct CallbackReader: Sendable {
  private let tokens: [APIToken]
  private let record: @Sendable ([UInt8]) -> RemoteRecord?

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

  /// - Parameters:
  ///   - tokens: the present token, and retired ones that records were created with: the vendor
  ///     signs with the token that created the record.
  ///   - record: reads the body of a callback in the words of its operation.
  package init(
    tokens: [APIToken], record: @escaping @Sendable ([UInt8]) -> RemoteRecord?
  ) {
    self.tokens = tokens
    self.record = record
  }

  /// The signature is checked before anything of the body is understood.
  package func read(signatures: [String], body: [UInt8]) -> Reading {
    let isSigned = signatures.prefix(Self.mostSignatures).contains { value in
      CallbackSignature.isValid(authorization: value, body: body, tokens: tokens)
    }
    guard isSigned else { return .unsigned }
    return record(body).map { .status($0) } ?? .unreadable
  }
}
