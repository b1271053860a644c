import Foundation
import NIOCore
import NIOSSL
import NIOTLS

/// Opens the proxy's tunnel if there is one, speaks TLS and tells what came of it.
final class HandshakeHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Longest head of the proxy's answer.
  private static let longestHead = 16 << 10

  /// Asks the proxy for the tunnel; nil to go without.
  private var tunnelRequest: String?
  private let makeTLS: () throws -> NIOSSLClientHandler
  private let done: EventLoopPromise<TLSProbe.Finding>
  private var received = ByteBuffer()

  init(
    tunnelRequest: String?, makeTLS: @escaping () throws -> NIOSSLClientHandler,
    done: EventLoopPromise<TLSProbe.Finding>
  ) {
    self.tunnelRequest = tunnelRequest
    self.makeTLS = makeTLS
    self.done = done
  }

  func channelActive(context: ChannelHandlerContext) {
    guard let tunnelRequest else { return beginTLS(context) }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: tunnelRequest)), promise: nil)
  }

  /// Until the tunnel stands this is what the proxy says.
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard tunnelRequest != nil else { return }
    var part = unwrapInboundIn(data)
    received.writeBuffer(&part)
    let text = String(buffer: received)
    guard text.contains("\r\n\r\n") || received.readableBytes > Self.longestHead else { return }
    let status = text.split(separator: " ").dropFirst().first
    guard status == "200" else {
      return end(context, with: status == "407" ? TunnelRefusal.needsLogin : .refused)
    }
    tunnelRequest = nil
    beginTLS(context)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case TLSUserEvent.handshakeCompleted = event else { return }
    let tls = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
    guard let certificate = tls?.peerCertificate else {
      return end(context, with: TunnelRefusal.refused)
    }
    done.succeed(
      .trusted(
        version: Self.name(of: tls?.tlsVersion),
        validUntil: Date(timeIntervalSince1970: TimeInterval(certificate.notValidAfter))))
    context.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    end(context, with: error)
  }

  func channelInactive(context: ChannelHandlerContext) {
    done.fail(ChannelError.eof)
  }

  private func beginTLS(_ context: ChannelHandlerContext) {
    do {
      try context.pipeline.syncOperations.addHandler(makeTLS(), position: .before(self))
    } catch {
      end(context, with: error)
    }
  }

  private func end(_ context: ChannelHandlerContext, with error: any Error) {
    done.fail(error)
    context.close(promise: nil)
  }

  private static func name(of version: TLSVersion?) -> String {
    switch version {
    case .tlsv13: "TLS 1.3"
    case .tlsv12: "TLS 1.2"
    case .tlsv11: "TLS 1.1"
    case .tlsv1: "TLS 1.0"
    default: "TLS"
    }
  }
}

/// The proxy opens no tunnel.
enum TunnelRefusal: Error {
  case needsLogin
  case refused
}
