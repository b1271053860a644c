import BulkEngine
import VendorHTTP

/// Where a run sends to, in a word that nobody overlooks, and the host.
struct Destination {
  private let settings: RunSettings
  private let endpoint: Endpoint?

  init(_ settings: RunSettings) {
    self.settings = settings
    let isSimulated = settings.environment == SimulatedEnvironment.name
    endpoint = isSimulated ? nil : try? Connection.endpoint(settings)
  }

  /// `PRODUCTION`, `SANDBOX` or `SIMULATOR`.
  ///
  /// The vendor's production host is production, whatever the environment is called.
  func name(_ language: Language) -> String {
    if settings.environment == SimulatedEnvironment.name {
      return language.pick("SIMULATOR", "SIMULADOR")
    }
    let production = Endpoint.Environment.production
    var host = endpoint?.host ?? ""
    if host.hasSuffix(".") { host.removeLast() }
    return settings.environment == production.rawValue || host == production.host
      ? language.pick("PRODUCTION", "PRODUÇÃO") : "SANDBOX"
  }

  /// The name and the address.
  func text(_ language: Language) -> String {
    guard let endpoint else {
      return name(language)
        + language.pick(" (inside this program)", " (dentro deste programa)")
    }
    return "\(name(language)): \(endpoint)"
  }
}
