import ArgumentParser
import Qualification
import WEpayments

/// Which API is meant.
struct EndpointOptions: ParsableArguments {
  @Flag(help: "Submit to the embedded simulator inside this process: no token, no network.")
  var simulate = false

  @Option(
    help: ArgumentHelp("sandbox or production. Default: sandbox.", valueName: "name"))
  var environment: String?

  @Option(
    help: ArgumentHelp(
      "Scheme, host and port of the API instead of the environment's.",
      discussion: "Plain http is taken for this machine only.", valueName: "url"))
  var baseURL: String?

  /// The name of the environment as the journal keeps it.
  ///
  /// - Throws: ``SettingError``.
  func environmentName(_ sources: SettingSources) throws -> String {
    if simulate { return SimulatedEnvironment.name }
    if let environment { return try Self.known(environment) }
    if try sources.flag("simulate") == true, baseURL == nil { return SimulatedEnvironment.name }
    return try Self.known(
      sources.text("environment") ?? Endpoint.Environment.sandbox.rawValue)
  }

  private static func known(_ name: String) throws -> String {
    guard Endpoint.Environment(rawValue: name) != nil else {
      throw SettingError(
        option: "environment", problem: "it is sandbox or production",
        portuguese: "é sandbox ou production")
    }
    return name
  }
}

/// The environment of `--simulate`.
enum SimulatedEnvironment {
  static let name = "simulator"
}
