import NIOCore
import NIOHTTP1
import Synchronization

/// Decides for every attempt, once and for all, whether its request may go to the wire.
///
/// The library cannot tell whether a deadline or a cancellation struck before or after the request
/// was written. So the request must pass this gate in the connection itself, and the attempt closes
/// it when it ends: either the request passed, or it never will. A second request of the same
/// attempt finds the gate shut, whichever way it comes.
final class AttemptGate: Sendable {
  private enum State {
    case open
    case passed
  }

  private struct Attempts {
    var last: UInt64 = 0
    var states: [UInt64: State] = [:]
  }

  private let attempts = Mutex(Attempts())

  /// Begins an attempt; its number is good until ``close(_:)``.
  func open() -> UInt64 {
    attempts.withLock { attempts in
      attempts.last += 1
      attempts.states[attempts.last] = .open
      return attempts.last
    }
  }

  /// Asks to write the request of `attempt`; granted once and only while the attempt lasts.
  func pass(_ attempt: UInt64) -> Bool {
    attempts.withLock { attempts in
      guard attempts.states[attempt] == .open else { return false }
      attempts.states[attempt] = .passed
      return true
    }
  }

  /// Ends `attempt`; tells whether its request passed.
  func close(_ attempt: UInt64) -> Bool {
    attempts.withLock { $0.states.removeValue(forKey: attempt) == .passed }
  }
}

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
