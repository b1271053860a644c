import ArgumentParser
import BulkEngine
import VendorHTTP

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
  /// What is given in the nearer place wins, whichever of the options it is.
  /// - Throws: ``SettingError`` for flags that exclude each other.
  func environmentName(_ sources: SettingSources) throws -> String {
    if simulate {
      for (setting, text) in [(Setting.environment, environment), (.baseURL, baseURL)]
      where text != nil { throw Self.excluded(setting) }
      return SimulatedEnvironment.name
    }
    let name = try sources.text(.environment, flag: environment)
    let places = [
      sources.place(of: .environment, flag: environment != nil),
      sources.place(of: .baseURL, flag: baseURL != nil),
    ]
    if sources.isOn(.simulate), let place = sources.place(of: .simulate),
      places.allSatisfy({ $0.map { place <= $0 } ?? true })
    {
      return SimulatedEnvironment.name
    }
    return name ?? Endpoint.Environment.sandbox.rawValue
  }

  private static func excluded(_ setting: Setting) -> SettingError {
    SettingError(
      setting.rawValue, .flag,
      BothLanguages(
        "it does not go with --simulate, which talks to the simulator only. Leave one of them out",
        "não combina com --simulate, que só fala com o simulador. Omita uma das duas"))
  }

  /// Scheme, host and port where they are given.
  ///
  /// - Throws: ``SettingError``.
  func address(_ sources: SettingSources) throws -> String? {
    try sources.text(.baseURL, flag: baseURL)
  }

  /// What is given as a flag.
  var given: Set<Setting> {
    var given: Set<Setting> = []
    if simulate { given.insert(.simulate) }
    if environment != nil { given.insert(.environment) }
    if baseURL != nil { given.insert(.baseURL) }
    return given
  }
}

/// The environment of `--simulate`.
enum SimulatedEnvironment {
  static let name = "simulator"
}
