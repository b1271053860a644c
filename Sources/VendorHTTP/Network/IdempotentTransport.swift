package import BulkEngine

/// A transport that writes the key of a request into a header, for APIs that do nothing new when
/// they see a key again.
package struct IdempotentTransport: Transport {
  /// The header of the IETF's draft "The Idempotency-Key HTTP Header Field".
  package static let standardHeader = "idempotency-key"

  private let base: any Transport
  private let header: String

  package init(_ base: any Transport, header: String = Self.standardHeader) {
    self.base = base
    self.header = header
  }

  package func send(_ request: Request) async throws(TransportError) -> Reply {
    guard let key = request.idempotencyKey else { return try await base.send(request) }
    var request = request
    request.headers.append(Request.Header(header, key))
    return try await base.send(request)
  }

  package func withoutSecrets(_ sentence: String) -> String { base.withoutSecrets(sentence) }
}
