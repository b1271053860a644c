import NIOCore
import NIOHTTP1

/// The requests of one connection, one after the other.
struct Conversation: Sendable {
  let connection: CallbackListener.Connection
  let limits: ServerLimits
  let answer: @Sendable (CallbackRequest) async -> CallbackAnswer

  private typealias Parts = NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
  private typealias Writer = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

  /// A connection that breaks concerns nobody else.
  func run() async {
    try? await connection.executeThenClose { inbound, outbound in
      var parts = inbound.makeAsyncIterator()
      while case .head(let head)? = try await parts.next() {
        let status = try await read(head, &parts, outbound)
        let keepsOpen = head.isKeepAlive && !status.closes
        try await write(status, keepsOpen: keepsOpen, outbound)
        guard keepsOpen else { return try await hearOut(&parts, after: status) }
      }
    }
  }

  /// Reads on for a while: a sender that is still sending would otherwise be cut off by a reset
  /// and not see why.
  private func hearOut(_ parts: inout Parts, after status: CallbackAnswer) async throws {
    guard status == .tooLarge || status == .methodNotAllowed else { return }
    var rest = 16 * limits.bodyBytes
    while rest > 0, let part = try await parts.next() {
      switch part {
      case .head, .end: return
      case .body(let bytes): rest -= bytes.readableBytes
      }
    }
  }

  /// Reads the rest of a request and has it answered.
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
