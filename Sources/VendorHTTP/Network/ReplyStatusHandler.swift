import NIOCore
import NIOHTTP1

/// Ends a connection on which a reply has a status below 100.
///
/// The client takes such a reply for a provisional one that has no body, and traps when a body follows.
final class ReplyStatusHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  private static let least: UInt = 100

  private var isShut = false

  /// Puts a handler behind the decoder of `channel`; called on its event loop for every new connection.
  static func install(in channel: any Channel) throws {
    let pipeline = channel.pipeline.syncOperations
    let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
    try pipeline.addHandler(ReplyStatusHandler(), position: .after(decoder))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isShut else { return }
    if case .head(let head) = unwrapInboundIn(data), head.status.code < Self.least {
      isShut = true
      context.fireErrorCaught(UnknownReplyStatus())
      context.close(promise: nil)
      return
    }
    context.fireChannelRead(data)
  }
}

/// The status of a reply is none of HTTP.
struct UnknownReplyStatus: Error {}
