import Hummingbird
import Logging
import NIOCore

/// A request's context that also knows its connection, for the allowed addresses and for faults
/// that cut it.
struct ConnectionContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }

  /// The caller's address as text, nil for a connection that has none.
  var remoteIP: String? { channel.remoteAddress?.ipAddress }
}
