import NIOCore
import NIOHTTP1
import NIOPosix

/// An HTTP/1.1 server that takes signed POSTs and answers with a status.
///
/// A closure decides what a request means; the server knows no signature, record or journal. It faces
/// strangers, so everything a sender can stretch has a limit, see ``ServerLimits``. A connection is a
/// ``Conversation`` with a ``RequestClock``.
package struct CallbackListener: Sendable {
  typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

  /// The bound address; its port is never 0.
  package let address: ListenAddress
  private let limits: ServerLimits
  private let server: NIOAsyncChannel<Connection?, Never>
  private let connections: OpenConnections

  /// Binds the port. Requests are answered from ``serve(_:)`` on.
  ///
  /// - Throws: ``CallbackServerError``.
  package init(
    on address: ListenAddress, limits: ServerLimits = ServerLimits()
  ) async throws(CallbackServerError) {
    let connections = OpenConnections(limit: limits.connections)
    self.connections = connections
    self.limits = limits
    do {
      server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .serverChannelOption(.backlog, value: 256)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
        .bind(host: address.host, port: address.port) { channel in
          channel.eventLoop.makeCompletedFuture {
            try Self.connection(channel, limits: limits, admittedBy: connections)
          }
        }
    } catch {
      throw CallbackServerError(error, address: address)
    }
    var bound = address
    bound.port = server.channel.localAddress?.port ?? address.port
    self.address = bound
  }

  /// `nil` for a connection beyond the limit, which is closed.
  private static func connection(
    _ channel: any Channel, limits: ServerLimits, admittedBy connections: OpenConnections
  ) throws -> Connection? {
    guard connections.admit(channel) else {
      channel.close(promise: nil)
      return nil
    }
    var decoding = NIOHTTPDecoderLimitConfiguration()
    decoding.maxHeaderFieldSize = limits.fieldBytes
    decoding.maxHeaderListSize = limits.headerBytes
    decoding.maxHeaderFieldCount = limits.headerCount
    let pipeline = channel.pipeline.syncOperations
    try pipeline.configureHTTPServerPipeline(
      withEncoderConfiguration: HTTPResponseEncoder.Configuration(),
      withDecoderLimitConfiguration: decoding)
    try pipeline.addHandler(RequestClock(limit: limits.requestTime))
    return try Connection(wrappingChannelSynchronously: channel)
  }

  /// Answers requests until ``stop()`` or until the task is cancelled.
  ///
  /// - Parameter answer: decides about a request. The sender waits for it, so it may take as long as a
  ///   commit does.
  package func serve(
    _ answer: @escaping @Sendable (CallbackRequest) async -> CallbackAnswer
  ) async throws {
    try await server.executeThenClose { accepted in
      try await withThrowingDiscardingTaskGroup { group in
        for try await connection in accepted {
          guard let connection else { continue }
          group.addTask {
            await Conversation(connection: connection, limits: limits, answer: answer).run()
          }
        }
      }
    }
  }

  /// Open connections that were admitted.
  var connectionCount: Int { connections.count }

  /// Takes no more connections and ends the open ones, each after the answer that it owes.
  package func stop() async {
    try? await server.channel.close()
    connections.stop()
  }
}

/// Why the server could not start.
package struct CallbackServerError: Error, Sendable, Equatable {
  package let address: ListenAddress
  /// errno, or nil when the host cannot be found.
  package let code: CInt?

  init(_ error: any Error, address: ListenAddress) {
    self.address = address
    code = (error as? IOError)?.errnoCode
  }
}

/// Where a server listens: `host:port`, `[::1]:port` or `:port`.
///
/// Without a host the server listens for this machine only, since callbacks arrive through something
/// that ends TLS. Other machines reach it when the host says so, for example `0.0.0.0`.
package struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
  /// A name or an address, without the brackets of IPv6.
  package let host: String
  /// 0...65535; 0 lets the system choose.
  package var port: Int

  /// `nil` when `text` is not an address.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = Int(digits), port <= 65_535
    else { return nil }
    guard let host = Self.host(text[..<colon]) else { return nil }
    self.host = host
    self.port = port
  }

  package var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  private static func host(_ text: Substring) -> String? {
    if text.isEmpty { return "127.0.0.1" }
    if text.hasPrefix("["), text.hasSuffix("]"), text.count > 2 {
      return String(text.dropFirst().dropLast())
    }
    let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    return isPlain && !text.contains(where: { ":/[]@".contains($0) }) ? String(text) : nil
  }
}

/// What a stranger may cost the server. A callback of the API has about 500 bytes of body.
package struct ServerLimits: Sendable {
  /// Bytes of a body at most; more is answered with 413.
  package var bodyBytes = 64 << 10
  /// Bytes of the name and value of a header, and of the target, at most.
  package var fieldBytes = 8 << 10
  /// Bytes of all headers at most.
  package var headerBytes = 16 << 10
  package var headerCount = 64
  /// From connecting, or from the previous answer, to the last byte of a request. It also ends a
  /// sender that trickles single bytes.
  package var requestTime = Duration.seconds(10)
  /// Open connections at most; further ones are closed at once.
  package var connections = 256

  package init() {}
}
