import ArgumentParser
import BulkEngine
import Simulator
import Spreadsheets

/// What is to go wrong at the simulator.
struct FaultOptions: ParsableArguments {
  @Option(
    help: .said(
      "Let the simulator misbehave: a plan file, or a number that stands for a rehearsal.",
      "Faz o simulador falhar: um arquivo de plano, ou um número que define um ensaio.",
      value: ("file|number", "arquivo|número")), completion: .file())
  var faults: String?

  /// Plans are written by hand; the longest has some hundred rules.
  private static let mostBytes = 4 << 20

  /// The plan, `nil` when nothing is to go wrong.
  ///
  /// - Throws: ``SettingError`` when the file cannot be read or is no plan.
  func plan() throws -> FaultPlan? {
    guard let faults else { return nil }
    if let seed = UInt64(faults) { return FaultPlan(seed: seed) }
    guard let content = try? SmallFile(path: faults, limit: Self.mostBytes).bytes else {
      throw SettingError(
        .faults, "'\(SettingError.shown(faults))' is neither a whole number nor a file to be read",
        "'\(SettingError.shown(faults))' não é um número inteiro nem um arquivo legível")
    }
    do {
      return try FaultPlan(json: content)
    } catch {
      throw SettingError(
        .faults, "\(faults): \(error.description)",
        "\(faults): \(SimulatorWords.text(error.description, .portuguese))")
    }
  }

  /// The plan of a run, which must be a simulated one.
  ///
  /// - Throws: ``SettingError``.
  func rehearsal(environment: String) throws -> Rehearsal? {
    guard let plan = try plan() else { return nil }
    guard environment == SimulatedEnvironment.name else {
      throw SettingError(
        .faults, "it goes with --simulate only", "vale só com --simulate")
    }
    return Rehearsal(plan: plan)
  }
}
