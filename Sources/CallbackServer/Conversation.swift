import NIOCore
import NIOHTTP1

/// The requests of one connection, in turn.
struct Conversation: Sendable {
  let connection: CallbackListener.Connection
  let limits: ServerLimits
  let answer: @Sendable (CallbackRequest) async -> CallbackAnswer

  private typealias Parts = NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
  private typealias Writer = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

  /// Returns when the connection ends; its errors affect no other connection.
  func run() async {
    try? await connection.executeThenClose { inbound, outbound in
      var parts = inbound.makeAsyncIterator()
      while case .head(let head)? = try await parts.next() {
        let status = try await read(head, &parts, outbound)
        let keepsOpen = head.isKeepAlive && !status.closes
        try await write(status, keepsOpen: keepsOpen, outbound)
        guard keepsOpen else { return try await drain(&parts, after: status) }
      }
    }
  }

  /// Reads on for a while, so that a sender that is still sending gets the answer instead of a
  /// reset.
  private func drain(_ parts: inout Parts, after status: CallbackAnswer) async throws {
    guard status == .tooLarge || status == .methodNotAllowed else { return }
    var rest = 16 * limits.bodyBytes
    while rest > 0, let part = try await parts.next() {
      switch part {
      case .head, .end: return
      case .body(let bytes): rest -= bytes.readableBytes
      }
    }
  }

  /// Reads the rest of a request and asks for its answer.
  private func read(
    _ head: HTTPRequestHead, _ parts: inout Parts, _ outbound: Writer
  ) async throws -> CallbackAnswer {
    guard head.method == .POST else { return .methodNotAllowed }
    let announced = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    guard announced <= limits.bodyBytes else { return .tooLarge }
    if head.headers["expect"].contains(where: { $0.lowercased() == "100-continue" }) {
      try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
    }
    var body: [UInt8] = []
    body.reserveCapacity(announced)
    while let part = try await parts.next() {
      switch part {
      case .head: return .unreadable
      case .body(let bytes):
        guard body.count + bytes.readableBytes <= limits.bodyBytes else { return .tooLarge }
        body.append(contentsOf: bytes.readableBytesView)
      case .end:
        let signatures = CallbackRequest.signatureHeaders.flatMap { head.headers[$0] }
        return await answer(CallbackRequest(signatures: signatures, body: body))
      }
    }
    return .unreadable
  }

  private func write(
    _ status: CallbackAnswer, keepsOpen: Bool, _ outbound: Writer
  ) async throws {
    var headers: HTTPHeaders = ["content-length": "0"]
    if !keepsOpen { headers.add(name: "connection", value: "close") }
    switch status {
    case .unsigned: headers.add(name: "www-authenticate", value: "Bearer")
    case .methodNotAllowed: headers.add(name: "allow", value: "POST")
    case .busy, .failed: headers.add(name: "retry-after", value: "5")
    case .taken, .unreadable, .tooLarge: break
    }
    let head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: status.rawValue),
      headers: headers)
    try await outbound.write(contentsOf: [.head(head), .end(nil)])
  }
}

/// A complete request.
package struct CallbackRequest: Sendable, Equatable {
  /// Values of the headers that can carry a signature, in their order.
  package var signatures: [String]
  /// The bytes as received.
  package var body: [UInt8]

  package init(signatures: [String], body: [UInt8]) {
    self.signatures = signatures
    self.body = body
  }

  /// The header of data qualification, and the one of the vendor's general scheme.
  static let signatureHeaders = ["authorization", "x-webhook-wp-signature"]
}

/// The answer to a request: a status without a body.
package enum CallbackAnswer: Int, Sendable {
  case taken = 200
  /// Signed, but not the status of a record.
  case unreadable = 400
  /// Not signed with a known key. The same for every body, so that it reveals nothing.
  case unsigned = 401
  case methodNotAllowed = 405
  case tooLarge = 413
  /// Not stored; the sender sends it again.
  case failed = 500
  case busy = 503

  /// Whether the connection ends after the answer.
  var closes: Bool { self != .taken }
}
