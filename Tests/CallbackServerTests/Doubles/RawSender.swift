import NIOCore
import NIOPosix

/// A client that sends any bytes and keeps what comes back until the server ends the connection.
struct RawSender: Sendable {
  typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  let port: Int

  /// A machine that is very busy may reset a connection before it is accepted: that is tried again.
  func connect() async throws -> Connection {
    for _ in 1..<3 {
      do { return try await attempt() } catch is NIOConnectionError {}
    }
    return try await attempt()
  }

  private func attempt() async throws -> Connection {
    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try Connection(wrappingChannelSynchronously: channel)
        }
      }
  }

  /// Sends the pieces, each in a packet of its own; returns everything received.
  func send(_ pieces: String...) async throws -> String {
    try await send(pieces.map { ByteBuffer(string: $0) })
  }

  func send(_ pieces: [ByteBuffer]) async throws -> String {
    let connection = try await connect()
    return try await connection.executeThenClose { inbound, outbound in
      // A server that has heard enough may be gone before the last piece.
      for piece in pieces { try? await outbound.write(piece) }
      return await Self.text(inbound)
    }
  }

  /// Sends `beginning` and returns the first answer, whether or not the server waits for more.
  func ask(_ beginning: String) async throws -> String {
    try await connect().executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(string: beginning))
      return await Self.text(inbound) { $0.hasSuffix("\r\n\r\n") }
    }
  }

  /// What comes until it is enough, or until the end, a reset included.
  static func text(
    _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
    until isEnough: (String) -> Bool = { _ in false }
  ) async -> String {
    var text = ""
    do {
      for try await part in inbound {
        text += String(buffer: part)
        if isEnough(text) { break }
      }
    } catch {}
    return text
  }

  /// A POST that asks to be the last one of its connection.
  static func post(_ body: String, headers: [String] = []) -> String {
    let lines = ["POST /hook HTTP/1.1", "Host: here", "Connection: close"] + headers
    return (lines + ["Content-Length: \(body.utf8.count)"]).joined(separator: "\r\n")
      + "\r\n\r\n" + body
  }
}

extension String {
  /// The status lines in it.
  var statuses: [Int] {
    split(separator: "\r\n").filter { $0.hasPrefix("HTTP/1.1 ") }
      .compactMap { Int($0.dropFirst(9).prefix(3)) }
  }
}
