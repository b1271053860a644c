import BulkEngine
import Operations
import VendorHTTP

/// A simulated run stays on this machine, and so do its callbacks, which carry the payees.
struct SimulatedCallbacks: ExplainedError {
  /// - Throws: ``SimulatedCallbacks`` when a simulated run would call another machine.
  static func requireLocal(_ settings: RunSettings) throws {
    guard settings.environment == SimulatedEnvironment.name,
      let url = settings.qualification.notificationURL, !namesThisMachine(url: url)
    else { return }
    throw SimulatedCallbacks()
  }

  var status: ExitStatus { .usage }

  func text(_ language: Language) -> String {
    language.pick(
      "--simulate stays on this machine, and --notification-url names another one: nothing was "
        + "sent. Leave it out (also from the environment and the configuration file), or write "
        + "http://127.0.0.1:PORT/.",
      "--simulate não sai desta máquina, e --notification-url indica outra: nada foi enviado. "
        + "Omita-a (também do ambiente e do arquivo de configuração) ou escreva "
        + "http://127.0.0.1:PORTA/.")
  }
}
