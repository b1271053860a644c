import ArgumentParser
import Foundation
import Simulator
import Spreadsheets

/// What is to go wrong at the simulator.
struct FaultOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Let the simulator misbehave: a plan file, or a number that stands for a rehearsal.",
      valueName: "file|seed"))
  var faults: String?

  /// The plan, `nil` when nothing is to go wrong.
  ///
  /// - Throws: ``SettingError`` when the file cannot be read or is no plan.
  func plan() throws -> FaultPlan? {
    guard let faults else { return nil }
    if let seed = UInt64(faults) { return FaultPlan(seed: seed) }
    guard let content = FileManager.default.contents(atPath: SystemPath.plain(faults)) else {
      throw SettingError(
        option: "faults", problem: "'\(faults)' is neither a whole number nor a file to be read",
        portuguese: "'\(faults)' não é um número inteiro nem um arquivo legível")
    }
    do {
      return try FaultPlan(json: Array(content))
    } catch {
      throw SettingError(
        option: "faults", problem: "\(faults): \(error.description)",
        portuguese: "\(faults): \(error.description)")
    }
  }

  /// The plan of a run, which must be a simulated one.
  ///
  /// - Throws: ``SettingError``.
  func rehearsal(environment: String) throws -> Rehearsal? {
    guard let plan = try plan() else { return nil }
    guard environment == SimulatedEnvironment.name else {
      throw SettingError(
        option: "faults", problem: "it goes with --simulate only",
        portuguese: "vale só com --simulate")
    }
    return Rehearsal(plan: plan)
  }
}
