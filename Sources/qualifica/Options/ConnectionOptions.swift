import ArgumentParser
import Qualification
import WEpayments

/// Which API is talked to, fixed for the life of a run.
struct ConnectionOptions: ParsableArguments {
  @Flag(help: "Submit to the embedded simulator inside this process: no token, no network.")
  var simulate = false

  @Option(help: "sandbox or production. Default: sandbox.")
  var environment: String?

  @Option(help: "Scheme, host and port of the API instead of the environment's.")
  var baseURL: String?

  @Option(help: "Merchant, when the key reaches more than one.")
  var merchantID: Int?

  @Option(help: "Where the API is to send status callbacks.")
  var notificationURL: String?

  @Option(help: "Most records in one POST. Default: 100.")
  var batchSize: Int?

  @Option(help: "Most bytes in one POST. Default: 1000000.")
  var batchBytes: Int?

  /// The name of the environment as the journal keeps it.
  func environmentName(_ sources: SettingSources) throws -> String {
    if simulate { return SimulatedEnvironment.name }
    if let environment { return try Self.known(environment) }
    if try sources.flag("simulate") == true, baseURL == nil { return SimulatedEnvironment.name }
    return try Self.known(
      sources.text("environment") ?? Endpoint.Environment.sandbox.rawValue)
  }

  private static func known(_ name: String) throws -> String {
    guard Endpoint.Environment(rawValue: name) != nil else {
      throw SettingError(option: "environment", problem: "it is sandbox or production")
    }
    return name
  }

  /// - Throws: ``SettingError``.
  func batch(_ sources: SettingSources) throws -> BatchLimits {
    let records = try batchSize ?? sources.value("batch-size", Int.init) ?? 100
    let bytes = try batchBytes ?? sources.value("batch-bytes", Int.init) ?? 1_000_000
    guard (1...100_000).contains(records) else {
      throw SettingError(option: "batch-size", problem: "it is 1 to 100000")
    }
    guard bytes >= 1 else { throw SettingError(option: "batch-bytes", problem: "it is above 0") }
    return BatchLimits(records: records, bytes: bytes)
  }
}

/// The environment of `--simulate`.
enum SimulatedEnvironment {
  static let name = "simulator"
}
