import NIOCore
import NIOHTTP1

/// Stands before the encoder of a connection and lets through what ``AttemptGate`` grants.
///
/// The attempt is named by a header that is taken off here and never leaves the process.
final class AttemptGateHandler: ChannelOutboundHandler {
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTPClientRequestPart

  /// Names the attempt between ``HTTPTransport`` and this handler.
  static let header = "x-qualifica-attempt"

  private let gate: AttemptGate
  private var isShut = false

  init(gate: AttemptGate) {
    self.gate = gate
  }

  /// Puts a handler, and a ``ReplyStatusHandler``, into `channel`; called on its event loop for every new connection.
  static func install(in channel: any Channel, gate: AttemptGate) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
      try pipeline.addHandler(AttemptGateHandler(gate: gate), position: .after(encoder))
      try ReplyStatusHandler.install(in: channel)
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !isShut else {
      promise?.fail(AttemptRefused())
      return
    }
    guard case .head(var head) = unwrapOutboundIn(data) else {
      context.write(data, promise: promise)
      return
    }
    guard let attempt = head.headers.first(name: Self.header).flatMap({ UInt64($0) }),
      gate.pass(attempt)
    else {
      shut(context, promise)
      return
    }
    head.headers.remove(name: Self.header)
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }

  /// Half a request must not follow, so the connection ends here.
  private func shut(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
    isShut = true
    promise?.fail(AttemptRefused())
    context.close(promise: nil)
  }
}

/// The attempt had ended before its request could be written.
struct AttemptRefused: Error {}
