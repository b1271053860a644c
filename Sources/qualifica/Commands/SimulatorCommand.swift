import ArgumentParser
import Foundation
package import BulkEngine
import Simulator
import Spreadsheets

extension SimulatorError: CommandError {
  /// Only its own file can be what it cannot use.
  var status: ExitStatus { .cannotCreate }

  package var explanation: Explanation {
    Explanation(
      Bilingual("The simulator: \(description).", "O simulador: \(description)."),
      next: Bilingual(
        "Give --store a file of a simulator, or a new one.",
        "Informe em --store um arquivo de simulador, ou um novo."))
  }
}

/// `qualifica simulator`
struct SimulatorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulator",
    abstract: "The embedded API simulator as a server of its own, on this machine only.")

  @Option(help: "Port; 0 lets the system choose.")
  var port = 8080

  @Option(help: "Keep the records in this file. Default: in memory.")
  var store: String?

  @Option(help: "The only token to be taken. Default: any.")
  var token: String?

  @Option(
    name: .customLong("allowed-ips"),
    help: "Addresses that may call, separated by commas. Default: all.")
  var allowedIPs: String?

  @Option(help: "Requests per second beyond which 429 is answered. Default: no limit.")
  var enforceRate: Int?

  @Flag(help: "Store a custom_code again when it comes again, and count it as a double effect.")
  var noUniqueness = false

  @OptionGroup(title: "Rehearsal") var faults: FaultOptions

  func validate() throws {
    guard (1...1_000_000).contains(enforceRate ?? 1) else {
      throw ValidationError("--enforce-rate is a whole number from 1 to 1000000.")
    }
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port is a whole number from 0 to 65535.")
    }
  }

  func run() async throws {
    // It takes no setting from there, but a misspelled one is told by every command.
    _ = try SettingSources()
    var settings = SimulatorSettings()
    settings.port = port
    settings.storeFile = store.map(SystemPath.plain)
    settings.token = token
    settings.allowedIPs = allowedIPs?.split(separator: ",").map(String.init)
    settings.requestsPerSecond = enforceRate
    settings.uniqueness = !noUniqueness
    settings.faults = try faults.plan()
    let server = SimulatorServer(settings: settings)
    do {
      try await server.run { port in try? Terminal.answer("http://127.0.0.1:\(port)") }
    } catch is CancellationError {
    }
    if let status = Interruption.shared.status { throw RunEnd(code: status) }
  }
}
