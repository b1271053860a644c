import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on a free port of 127.0.0.1 that misbehaves as told and keeps what it was sent.
final class RawServer: Sendable {
  /// What to do when a whole request was read.
  enum Answer: Sendable {
    case keepOpen(String)
    case keepOpenBytes([UInt8])
    case thenClose(String)
    case closeAtOnce
    case stall
    /// The head, then body without end.
    case endless(String)
  }

  let port: Int
  private let channel: any Channel
  private let seen: Seen

  /// Calls `body` with a server that gives `answers` in turn, the last one for ever.
  ///
  /// - Parameters:
  ///   - certificate: PEM of a certificate of ``Certificates``, to speak TLS.
  ///   - newestTLS: the newest version that is spoken; nil for all.
  @discardableResult
  static func serving<Value>(
    _ answers: [Answer], certificate: String? = nil, newestTLS: TLSVersion? = nil,
    _ body: (RawServer) async throws -> Value
  ) async throws -> Value {
    let seen = Seen(answers: answers)
    let tls = try certificate.map { pem in
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8))
          .map { .certificate($0) },
        privateKey: .privateKey(
          try NIOSSLPrivateKey(bytes: Array(Certificates.key.utf8), format: .pem)))
      configuration.minimumTLSVersion = .tlsv1
      configuration.maximumTLSVersion = newestTLS
      return try NIOSSLContext(configuration: configuration)
    }
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          seen.countConnection()
          if let tls {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
          }
          try channel.pipeline.syncOperations.addHandler(RawConnection(seen: seen))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let server = RawServer(port: channel.localAddress?.port ?? 0, channel: channel, seen: seen)
    do {
      let value = try await body(server)
      try await channel.close()
      return value
    } catch {
      try? await channel.close()
      throw error
    }
  }

  /// A port on which nobody listens.
  static func closedPort() async throws -> Int {
    try await serving([.stall]) { $0.port }
  }

  private init(port: Int, channel: any Channel, seen: Seen) {
    self.port = port
    self.channel = channel
    self.seen = seen
  }

  /// Head and body of every request read so far, whichever connection carried it.
  var requests: [String] { seen.requests }
  var connections: Int { seen.connections }

  /// Returns when a whole request was read.
  func waitForRequest() async {
    for await _ in seen.arrivals { return }
  }
}

/// What all connections of one server share.
private final class Seen: Sendable {
  private struct Content {
    var requests: [String] = []
    var connections = 0
    var answers: [RawServer.Answer]
  }

  private let content: Mutex<Content>
  let arrivals: AsyncStream<Void>
  private let arrival: AsyncStream<Void>.Continuation

  init(answers: [RawServer.Answer]) {
    content = Mutex(Content(answers: answers))
    (arrivals, arrival) = AsyncStream.makeStream()
  }

  var requests: [String] { content.withLock { $0.requests } }
  var connections: Int { content.withLock { $0.connections } }

  func countConnection() {
    content.withLock { $0.connections += 1 }
  }

  func answer(to request: String) -> RawServer.Answer {
    arrival.yield()
    return content.withLock { content in
      content.requests.append(request)
      return content.answers.count > 1 ? content.answers.removeFirst() : content.answers[0]
    }
  }
}

private final class RawConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let seen: Seen
  private var received = ""

  init(seen: Seen) {
    self.seen = seen
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    guard buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) != 0x16 else {
      return send("this is no TLS record", context, thenClose: true)
    }
    received += String(buffer: buffer)
    while let request = nextRequest() { give(seen.answer(to: request), context) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  /// Takes a request with the body that `content-length` announces off what was received.
  private func nextRequest() -> String? {
    guard let head = received.firstRange(of: "\r\n\r\n") else { return nil }
    let lines = received[..<head.lowerBound].split(separator: "\r\n")
    let lengths = lines.compactMap { line -> Int? in
      let parts = line.lowercased().split(separator: ":")
      return parts[0] == "content-length" ? Int(parts[1].drop { $0 == " " }) : nil
    }
    let bodyLength = lengths.first ?? 0
    guard received[head.upperBound...].utf8.count >= bodyLength else { return nil }
    let end = received.utf8.index(head.upperBound, offsetBy: bodyLength)
    defer { received.removeSubrange(..<end) }
    return String(received[..<end])
  }

  private func give(_ answer: RawServer.Answer, _ context: ChannelHandlerContext) {
    switch answer {
    case .keepOpen(let text): send(text, context, thenClose: false)
    case .keepOpenBytes(let bytes):
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    case .thenClose(let text): send(text, context, thenClose: true)
    case .closeAtOnce: context.close(promise: nil)
    case .stall: break
    case .endless(let head):
      send(head, context, thenClose: false)
      sendEndlessly(context)
    }
  }

  private func send(_ text: String, _ context: ChannelHandlerContext, thenClose: Bool) {
    let written = context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)))
    guard thenClose else { return }
    let channel = context.channel
    written.whenComplete { _ in channel.close(promise: nil) }
  }

  private func sendEndlessly(_ context: ChannelHandlerContext) {
    let part = ByteBuffer(repeating: UInt8(ascii: "x"), count: 1 << 16)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(part)).whenSuccess {
      let (handler, context) = bound.value
      handler.sendEndlessly(context)
    }
  }
}
