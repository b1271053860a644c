import Hummingbird
import NIOCore
import Synchronization

/// One operation of the vendor's API as the simulator plays it. The kit serves it: access control,
/// faults, counts and callbacks are the same for all.
protocol SimulatedOperation: Sendable {
  /// Path of the operation's collection, from the root.
  static var path: String { get }

  /// Adds the operation's routes; their paths are relative to ``path``.
  func addRoutes(to group: RouterGroup<ConnectionContext>)

  /// How often each code was stored, for the report.
  var effects: StoredEffects { get }

  /// The callbacks still to be sent.
  var callbacks: CallbackQueue { get }

  /// What an entry of ``callbacks`` tells, and where.
  func callback(for entry: CallbackQueue.Entry) -> Callback
}

/// What all operations of one simulator share.
final class SimulatorKit: Sendable {
  let settings: SimulatorSettings
  let now: @Sendable () -> Moment
  let sleep: @Sendable (Duration) async throws -> Void
  let statistics = Mutex(Statistics())

  /// - Parameters:
  ///   - now: decides every time the simulator writes and every status it shows.
  ///   - sleep: waits; used by late answers and between looks at the callbacks.
  init(
    settings: SimulatorSettings, now: @escaping @Sendable () -> Moment,
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.settings = settings
    self.now = now
    self.sleep = sleep
  }

  /// The report of the simulator and the routes of the operations behind access control.
  func router(for operations: [any SimulatedOperation]) -> Router<ConnectionContext> {
    let router = Router(context: ConnectionContext.self)
    router.get("/__simulator/stats") { _, _ in
      let effects = operations.reduce(into: StoredEffects()) { $0.add($1.effects) }
      return Reply(body: self.statistics.withLock { $0 }.report(effects)).response
    }
    for operation in operations {
      let group = router.group(RouterPath(type(of: operation).path))
      operation.addRoutes(to: group.add(middleware: AccessControl(kit: self)))
    }
    return router
  }

  /// Counts a request that was let in and starts the delivery of its faults.
  ///
  /// - Parameter kind: what the request asks for, as the report names it.
  func delivery(
    _ method: FaultRule.Method, _ kind: String, _ context: ConnectionContext
  ) -> FaultDelivery {
    let faults = statistics.withLock { statistics in
      let ordinal = statistics.admit(method, kind)
      return settings.faults?.faults(for: method, ordinal: ordinal) ?? []
    }
    return FaultDelivery(faults: faults, kit: self, channel: context.channel)
  }

  /// Answers a read, its faults included.
  func read(
    _ kind: String, _ context: ConnectionContext, _ reply: (FaultDelivery) -> Reply
  ) async throws -> Response {
    let delivery = delivery(.get, kind, context)
    if let response = await delivery.responseBeforeStoring() { return response }
    return try await delivery.response(to: reply(delivery))
  }
}

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

/// Why the simulator could not start or go on: what happened, where, and the reason. Carries no
/// personal value and no token.
package struct SimulatorError: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
