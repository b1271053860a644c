import Foundation
import BulkEngine
import Simulator
import Spreadsheets
import VendorHTTP

/// Reaches the API of a run: the vendor's, or the simulator inside this process.
struct Connection: Sendable {
  let settings: RunSettings
  var pace: PaceSettings
  let folder: RunFolder
  /// `nil` for the simulator.
  let token: APIToken?
  /// PEM file of roots trusted besides the system's.
  let extraRoots: String?
  /// Where callbacks are received meanwhile, if they are.
  let reception: Reception?
  /// What goes wrong at the simulator.
  var rehearsal: Rehearsal?
  /// Whether a pause is over that the API asked an earlier process for.
  var ignoresPause = false
  /// Whether nothing is to be sent.
  var onlyListens = false

  /// What the simulator inside this process is given, and signs with.
  static func simulatedToken() throws -> APIToken { try APIToken("simulated") }

  /// How the API wants the key.
  var scheme: APIToken.Scheme { settings.isOfWeepay ? .basic : .bearer }

  /// Gives `body` a transport for as long as it runs.
  ///
  /// - Throws: ``EndpointError``, ``HTTPTransportError``, and what `body` throws.
  func open<Value: Sendable>(
    _ body: @escaping @Sendable (any Transport) async throws -> Value
  ) async throws -> Value {
    guard settings.environment == SimulatedEnvironment.name else {
      let endpoint = try Self.endpoint(settings)
      return try await reach(endpoint, token: try token ?? APIToken("none"), body)
    }
    var simulator = SimulatorSettings()
    simulator.storeFile = SystemPath.plain(folder.simulatorStorePath)
    simulator.faults = rehearsal?.plan
    settings.own.prepare(&simulator)
    let server = SimulatorServer(settings: simulator, onEnd: { rehearsal?.note($0) })
    return try await server.whileRunning { port in
      try await reach(
        try Endpoint(baseURL: "http://127.0.0.1:\(port)"), token: try Self.simulatedToken(), body)
    }
  }

  /// Where the API of these settings is.
  ///
  /// - Throws: ``EndpointError``, ``SandboxMissing``.
  static func endpoint(_ settings: RunSettings) throws -> Endpoint {
    if let baseURL = settings.baseURL { return try Endpoint(baseURL: baseURL) }
    let environment = Endpoint.Environment(rawValue: settings.environment) ?? .sandbox
    guard settings.isOfWeepay else { return Endpoint(environment) }
    try SandboxMissing.refuse(settings)
    return .weepay
  }

  private func reach<Value: Sendable>(
    _ endpoint: Endpoint, token: APIToken,
    _ body: @Sendable (any Transport) async throws -> Value
  ) async throws -> Value {
    let network = try HTTPTransport(
      endpoint: endpoint, timeout: .seconds(pace.timeoutInSeconds),
      concurrency: pace.concurrency, extraRootCertificatesFile: extraRoots,
      userAgent: "qualifica/\(ProgramVersion.text)")
    let transport = AuthorizedTransport(
      IdempotentTransport(network), token: token,
      scheme: scheme,
      otherKeys: reception?.tokens ?? [])
    do {
      let value = try await body(transport)
      await network.shutdown()
      return value
    } catch {
      await network.shutdown()
      throw error
    }
  }
}
