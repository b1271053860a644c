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
    do {
      return try FaultPlan(json: try Self.content(of: faults))
    } catch let error as SimulatorError {
      throw SettingError(
        option: "faults", problem: "\(faults): \(error.description)",
        portuguese: "\(faults): \(error.description)")
    }
  }

  /// A plan is short, and a pipe in its place would be waited for.
  private static func content(of path: String) throws(SettingError) -> [UInt8] {
    var content = [UInt8](repeating: 0, count: 1 << 20)
    do {
      var file = try ByteSource(path: path)
      let count = try file.read(into: &content)
      if count < content.count { return Array(content[..<count]) }
    } catch {
      throw SettingError(
        option: "faults",
        problem: "'\(path)' is neither a whole number nor a file to be read",
        portuguese: "'\(path)' não é um número inteiro nem um arquivo legível")
    }
    throw SettingError(
      option: "faults", problem: "\(path) has more than 1 MB and is no plan",
      portuguese: "\(path) tem mais de 1 MB e não é um plano")
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
