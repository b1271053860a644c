package import BulkEngine

/// A transport whose requests carry an API key, and whose replies never show one.
///
/// Keys are taken out of headers, bodies and sentences before anything else reads them.
package struct AuthorizedTransport: Transport {
  private let base: any Transport
  private let authorization: Request.Header
  private let redaction: TokenRedaction
  /// Of other keys that the API may repeat.
  private let others: [TokenRedaction]

  /// - Parameters:
  ///   - token: goes into the header `Authorization` of every request.
  ///   - scheme: how it stands there.
  ///   - otherKeys: kept out of what the API says, as `token` is; retired ones.
  package init(
    _ base: any Transport, token: APIToken, scheme: APIToken.Scheme = .bearer,
    otherKeys: [APIToken] = []
  ) {
    self.base = base
    authorization = Request.Header("authorization", token.authorization(scheme))
    redaction = TokenRedaction(token)
    others = otherKeys.filter { $0 != token }.map(TokenRedaction.init)
  }

  package func send(_ request: Request) async throws(TransportError) -> Reply {
    var request = request
    request.headers.removeAll { $0.name.lowercased() == authorization.name }
    request.headers.append(authorization)
    var reply = try await base.send(request)
    reply.headers = reply.headers.mapValues { value in
      others.reduce(redaction.text(value)) { $1.text($0) }
    }
    reply.body = others.reduce(redaction.body(reply.body)) { $1.body($0) }
    return reply
  }

  package func withoutSecrets(_ sentence: String) -> String {
    others.reduce(redaction.sentence(base.withoutSecrets(sentence))) { $1.sentence($0) }
  }
}
