/// The seam to the network: one attempt at one request.
///
/// Contract of every implementation:
/// - one call is at most one request on the wire; nothing is ever repeated inside, not even on a
///   reused connection that turns out to be dead;
/// - redirects are not followed, they are returned as the reply they are;
/// - reply bodies are capped; a longer one is an error of kind ``TransportError/unknown(_:)``;
/// - an error tells what the caller may do next, see ``TransportError``.
///
/// Credentials and keys in headers are added by decorators that hold another `Transport`.
package protocol Transport: Sendable {
  /// Sends `request` once and returns the reply, whatever its status.
  ///
  /// - Throws: ``TransportError``.
  func send(_ request: Request) async throws(TransportError) -> Reply

  /// A sentence of the other side without what authorises requests, pieces of it included, however
  /// it is written: it goes into the journal and the outputs.
  func withoutSecrets(_ sentence: String) -> String
}

extension Transport {
  /// Of a transport that has no secrets.
  package func withoutSecrets(_ sentence: String) -> String { sentence }
}

/// A request to the API, without host, token or connection.
package struct Request: Sendable, Equatable {
  /// A method of HTTP; all but `get` have effects and are never repeated blindly.
  package enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  /// A header of the operation's own.
  package struct Header: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// One `name=value` pair of the query, not yet percent-encoded.
  package struct QueryItem: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var method: Method
  /// Absolute path below the base URL, already percent-encoded, for example `/v1/payout/x`.
  package var path: String
  package var query: [QueryItem]
  package var headers: [Header]
  /// The same for a request that is sent again, where the API promises to do nothing new then.
  package var idempotencyKey: String?
  /// JSON, UTF-8; `nil` for a request without a body.
  package var body: [UInt8]?

  package init(
    _ method: Method, _ path: String, query: [QueryItem] = [], headers: [Header] = [],
    idempotencyKey: String? = nil, body: [UInt8]? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.idempotencyKey = idempotencyKey
    self.body = body
  }
}

/// A complete reply of the API.
package struct Reply: Sendable, Equatable {
  /// HTTP status, 100...599.
  package var status: Int
  /// Header values by lower-case name; of a repeated header the first.
  package var headers: [String: String]
  package var body: [UInt8]

  package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// Why there is no reply, told as what the caller may conclude.
package enum TransportError: Error, Sendable, Equatable {
  /// Not one byte of the request can have reached the API: safe to try again.
  case notSent(String)
  /// The API may have acted on the request: look it up, never send it again blindly.
  case unknown(String)

  /// A sentence without personal data or token.
  package var reason: String {
    switch self {
    case .notSent(let reason), .unknown(let reason): reason
    }
  }
}
