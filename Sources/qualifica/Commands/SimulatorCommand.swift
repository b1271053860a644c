import ArgumentParser
import Foundation
import Simulator
import Spreadsheets

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
    guard enforceRate ?? 1 >= 1 else { throw ValidationError("--enforce-rate is above 0.") }
  }

  func run() async throws {
    var settings = SimulatorSettings()
    settings.port = port
    settings.storeFile = store.map(SystemPath.plain)
    settings.token = token
    settings.allowedIPs = allowedIPs?.split(separator: ",").map(String.init)
    settings.requestsPerSecond = enforceRate
    settings.uniqueness = !noUniqueness
    settings.faults = try faults.plan()
    let interruption = Interruption()
    let server = SimulatorServer(settings: settings)
    do {
      try await interruption.cancelling {
        try await server.run { port in try? Terminal.answer("http://127.0.0.1:\(port)") }
      }
    } catch is CancellationError {
    }
    if let status = interruption.status { throw RunEnd(code: status) }
  }
}
