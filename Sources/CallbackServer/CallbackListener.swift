import NIOCore
import NIOHTTP1
import NIOPosix

/// An HTTP/1.1 server that takes signed POSTs and answers with a status.
///
/// It knows nothing of signatures, records or journals: what a request means is asked of a closure.
/// Everything a sender can stretch has a limit, see ``ServerLimits``.
package struct CallbackListener: Sendable {
  typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

  /// Where it really listens: the port is never 0.
  package let address: ListenAddress
  private let limits: ServerLimits
  private let server: NIOAsyncChannel<Connection?, Never>
  private let connections: OpenConnections

  /// Takes the port; nothing is answered before ``serve(_:)``.
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

  /// `nil` for a connection too many, which is closed.
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
  /// - Parameter answer: decides; the sender waits for it, so it may take as long as a commit does.
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

  /// Takes no more connections and ends those there are, each after the answer that it owes.
  package func stop() async {
    try? await server.channel.close()
    connections.stop()
  }
}

/// Why there is no server.
package struct CallbackServerError: Error, Sendable, Equatable {
  package let address: ListenAddress
  /// errno, or nil when the host cannot be found.
  package let code: CInt?

  init(_ error: any Error, address: ListenAddress) {
    self.address = address
    code = (error as? IOError)?.errnoCode
  }
}
