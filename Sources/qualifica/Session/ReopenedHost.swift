import BulkEngine
import Foundation
import VendorHTTP

/// Where a run that goes on sends the API key: shown before anything is sent, and confirmed where
/// the folder alone names it.
///
/// A run folder may come from somebody else. The vendor's hosts and this machine are known; any
/// other host that stands in a journal gets the key only when the user names it too, by
/// `--base-url`, the environment or the configuration file.
struct ReopenedHost {
  let settings: RunSettings
  /// The base URL that the user gives now, whatever way.
  let given: String?

  /// - Throws: ``UnconfirmedHost``, ``EndpointError``.
  func check() throws -> Endpoint? {
    guard settings.environment != SimulatedEnvironment.name else { return nil }
    let endpoint = try Connection.endpoint(settings)
    if endpoint.isLoopback || endpoint.isVendors(ofWeepay: settings.isOfWeepay) { return endpoint }
    guard let given, try Endpoint(baseURL: given) == endpoint else {
      throw UnconfirmedHost(endpoint: endpoint)
    }
    return endpoint
  }

  /// Checks and shows where the key goes.
  ///
  /// - Throws: as ``check()``.
  func announce(_ messages: SessionMessages) throws {
    guard let endpoint = try check() else { return }
    let isProduction = settings.environment == Endpoint.Environment.production.rawValue
    let proxy = try ProxyInUse.description(for: endpoint)
    messages.say(
      "The run goes on at \(isProduction ? "PRODUCTION" : "SANDBOX"): the API key goes to "
        + "\(endpoint)\(proxy.map { " through the proxy \($0)" } ?? "").",
      "A execução continua em \(isProduction ? "PRODUÇÃO" : "SANDBOX"): a chave da API vai para "
        + "\(endpoint)\(proxy.map { " pelo proxy \($0)" } ?? "").")
  }
}

extension Endpoint {
  /// Whether this is one of the vendor's own installations of this family of the API.
  func isVendors(ofWeepay isOfWeepay: Bool) -> Bool {
    isOfWeepay
      ? self == .weepay : Environment.allCases.contains { self == Endpoint($0) }
  }
}

/// A journal names a host that is not the vendor's, and the user does not.
struct UnconfirmedHost: CommandError {
  let endpoint: Endpoint

  var status: ExitStatus { .configuration }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "This run would send the API key to \(endpoint), which is not the vendor's host, and "
          + "only the run folder says so. Nothing was sent.",
        "Esta execução enviaria a chave da API a \(endpoint), que não é um host do fornecedor, "
          + "e só a pasta da execução diz isso. Nada foi enviado."),
      next: Bilingual(
        "If you trust that host, give --base-url \(endpoint) again.",
        "Se confia nesse host, informe de novo --base-url \(endpoint)."))
  }
}

/// A simulated run stays on this machine, and so do its callbacks, which carry the payees.
struct SimulatedCallbacks: CommandError {
  /// - Throws: ``SimulatedCallbacks`` when a simulated run would call another machine.
  static func requireLocal(_ settings: RunSettings) throws {
    guard settings.environment == SimulatedEnvironment.name,
      let url = settings.own.notificationURL, !namesThisMachine(url: url)
    else { return }
    throw SimulatedCallbacks()
  }

  var status: ExitStatus { .usage }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "--simulate stays on this machine, and --notification-url names another one: nothing "
          + "was sent.",
        "--simulate não sai desta máquina, e --notification-url indica outra: nada foi enviado."),
      next: Bilingual(
        "Leave it out (also from the environment and the configuration file), or write "
          + "http://127.0.0.1:PORT/.",
        "Omita-a (também do ambiente e do arquivo de configuração) ou escreva "
          + "http://127.0.0.1:PORTA/."))
  }
}
