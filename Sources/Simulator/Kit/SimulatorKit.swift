import Hummingbird
import NIOCore
import Synchronization

/// One operation of the vendor's API as the simulator plays it. The kit serves it: access control,
/// faults, counts and callbacks are the same for all.
protocol SimulatedOperation: Sendable {
  /// How its callers say who they are.
  var scheme: AccessRule.Scheme { get }

  /// Adds the operation's routes, their paths from the root.
  func addRoutes(to root: RouterGroup<ConnectionContext>)

  /// How often each code was stored, for the report.
  var effects: StoredEffects { get }

  /// The same, key by key, of collections where every key is named in the report.
  var effectsByKey: [KeyedEffects] { get }

  /// The money of the account that the operation moved by now, in the order of time.
  var movements: [Movement] { get }

  /// The callbacks still to be sent.
  var callbacks: CallbackQueue { get }

  /// What an entry of ``callbacks`` tells, and where; nil when it came to nothing meanwhile.
  func callback(for entry: CallbackQueue.Entry) -> Callback?
}

extension SimulatedOperation {
  var scheme: AccessRule.Scheme { .bearer }
  var effectsByKey: [KeyedEffects] { [] }
  var movements: [Movement] { [] }
}

/// Money of the account that an operation moved; the statement of another shows it.
struct Movement: Sendable {
  let entity: String
  let entityID: String
  /// The caller's own.
  let code: String?
  /// Negative for money that goes out.
  let amountInCents: Int
  let description: String
  let occurredAt: Moment
}

/// What all operations of one simulator share.
final class SimulatorKit: Sendable {
  let settings: SimulatorSettings
  let now: @Sendable () -> Moment
  let sleep: @Sendable (Duration) async throws -> Void
  let statistics = Mutex(Statistics())
  /// Of the latest request that was let in. Files keep no token: callbacks of what was read back from one are
  /// signed with it.
  let latestToken = Mutex<String?>(nil)
  /// The operations that are served, once they are.
  private let served = Mutex<[any SimulatedOperation]>([])

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

  /// The report of the simulator, the policy's own routes, and those of the operations, which it guards.
  func router(
    for operations: [any SimulatedOperation], _ policy: any AccessPolicy
  ) -> Router<ConnectionContext> {
    served.withLock { $0 = operations }
    let router = Router(context: ConnectionContext.self)
    router.get("/__simulator/stats") { _, _ in
      let effects = operations.reduce(into: StoredEffects()) { $0.add($1.effects) }
      let byKey = operations.flatMap(\.effectsByKey)
      return Reply(body: self.statistics.withLock { $0 }.report(effects, byKey: byKey)).response
    }
    policy.addRoutes(to: router.group())
    for operation in operations {
      let control = AccessControl(kit: self, policy: policy, scheme: operation.scheme)
      operation.addRoutes(to: router.group().add(middleware: control))
    }
    return router
  }

  /// Lets the operations go, which hold on to the kit.
  func end() { served.withLock { $0 = [] } }

  /// What all operations moved by now.
  var movements: [Movement] { served.withLock { $0 }.flatMap(\.movements) }

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

extension SimulatorKit {
  /// Answers a write of one JSON value, its faults included.
  ///
  /// - Parameters:
  ///   - kind: what the request asks for, as the report names it.
  ///   - reply: receives the body, which is null when the request has none.
  func write(
    _ kind: String, _ request: Request, _ context: ConnectionContext,
    _ reply: (JSONValue, FaultDelivery) -> Reply
  ) async throws -> Response {
    let delivery = delivery(.post, kind, context)
    guard let body = try? await request.body.collect(upTo: settings.maximumBodyBytes) else {
      return Reply.payloadTooLarge.response
    }
    if let response = await delivery.responseBeforeStoring() { return response }
    let bytes = Array(body.readableBytesView)
    guard let json = bytes.isEmpty ? .null : try? JSONValue(bytes) else {
      return Reply(status: 400, message: "The body is not valid JSON.").response
    }
    if delivery.struck(.refuseRecords) != nil {
      statistics.withLock { $0.refusedRecordCount += 1 }
      return Reply.invalid([("body", "The given data was refused.")]).response
    }
    return try await delivery.response(to: reply(json, delivery))
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
