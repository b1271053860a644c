import AsyncHTTPClient
package import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// Another program listens on the port already.
package struct PortTaken: Error, Equatable {
  package let port: Int
}

/// The vendor's API on a port of this machine.
package struct SimulatorServer: Sendable {
  private let settings: SimulatorSettings
  private let now: @Sendable () -> Date
  private let sleep: @Sendable (Duration) async throws -> Void
  private let onEnd: @Sendable (FaultTally) -> Void
  private let makeOperations: MakeOperations

  /// The operations of a simulator, their stores read.
  typealias MakeOperations = @Sendable (SimulatorKit) throws -> [any SimulatedOperation]

  /// - Parameters:
  ///   - now: decides every time the simulator writes and every status it shows.
  ///   - sleep: waits; used by late answers and between looks at the callbacks.
  ///   - onEnd: receives what the faults did, each time ``run(onListening:)`` has served.
  package init(
    settings: SimulatorSettings, now: @escaping @Sendable () -> Date = { Date() },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    onEnd: @escaping @Sendable (FaultTally) -> Void = { _ in }
  ) {
    self.init(
      settings: settings, now: now, sleep: sleep, onEnd: onEnd, operations: Self.vendorsOperations)
  }

  /// All that the vendor's documents describe.
  static let vendorsOperations: MakeOperations = { kit in
    [try DataQualification(kit: kit), try Payin(kit: kit), try Weepay(kit: kit)]
  }

  /// A server of other operations.
  init(
    settings: SimulatorSettings, now: @escaping @Sendable () -> Date,
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    onEnd: @escaping @Sendable (FaultTally) -> Void = { _ in },
    operations: @escaping MakeOperations
  ) {
    self.settings = settings
    self.now = now
    self.sleep = sleep
    self.onEnd = onEnd
    makeOperations = operations
  }

  /// Callbacks follow no redirect, pass no proxy and speak no TLS older than 1.2.
  private static var callbacks: HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    return HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow, proxy: nil)
  }

  /// Serves until the task is cancelled. Installs no signal handlers and writes no log.
  ///
  /// - Parameter onListening: receives the bound port once connections are accepted.
  /// - Throws: ``SimulatorError`` for the store file; errors of the network when the port is taken.
  package func run(onListening: @escaping @Sendable (Int) async -> Void) async throws {
    let now = self.now
    let kit = SimulatorKit(settings: settings, now: { Moment(now()) }, sleep: sleep)
    if let path = settings.storeFile { try StoreFile.refuseForeign(path) }
    let operations = try makeOperations(kit)
    let policy = try Self.policy(settings, kit)
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.callbacks)
    let application = makeApplication(kit.router(for: operations, policy), onListening)
    let served = await withTaskGroup(of: Void.self) { group in
      for operation in operations {
        let sender = CallbackSender(kit: kit, operation: operation, post: client.postCallback)
        group.addTask { await sender.run() }
      }
      defer { group.cancelAll() }
      return await Self.result { try await application.run() }
    }
    kit.end()
    try? await client.shutdown()
    onEnd(FaultTally(kit.statistics.withLock { $0 }))
    do {
      try served.get()
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw PortTaken(port: settings.port)
    }
  }

  /// - Throws: ``SimulatorError`` when the store file cannot be used.
  static func policy(
    _ settings: SimulatorSettings, _ kit: SimulatorKit
  ) throws(SimulatorError) -> any AccessPolicy {
    guard settings.hasDashboard else { return CommonAccess(settings) }
    return try Dashboard(storeFile: settings.storeFile, now: kit.now)
  }

  /// Runs a simulator for as long as `body` runs, which receives the port.
  package static func withRunning<Value: Sendable>(
    _ settings: SimulatorSettings, _ body: @escaping @Sendable (Int) async throws -> Value
  ) async throws -> Value {
    try await SimulatorServer(settings: settings).whileRunning(body)
  }

  /// Runs this simulator for as long as `body` runs, which receives the port.
  package func whileRunning<Value: Sendable>(
    _ body: @escaping @Sendable (Int) async throws -> Value
  ) async throws -> Value {
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        defer { continuation.finish() }
        try await run { continuation.yield($0) }
        return nil
      }
      group.addTask {
        guard let port = await ports.first(where: { _ in true }) else { return nil }
        return try await body(port)
      }
      defer { group.cancelAll() }
      while let value = try await group.next() {
        if let value { return value }
      }
      throw CancellationError()
    }
  }

  private func makeApplication(
    _ router: Router<ConnectionContext>, _ onListening: @escaping @Sendable (Int) async -> Void
  ) -> some ApplicationProtocol {
    Application(
      router: router,
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port)),
      onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
      logger: Logger(label: "simulator", factory: { _ in SwiftLogNoOpLogHandler() }))
  }

  private static func result(
    _ body: () async throws -> Void
  ) async -> Result<Void, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}
