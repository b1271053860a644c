import ArgumentParser
import Qualification

/// How the input is read and judged, where detection and defaults are overridden.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help:
      "The folder for the files. Default: FILE without extension, with .qualifica (check: .check).")
  var output: String?

  @OptionGroup var input: InputOptions

  @Option(help: "What a wrong bank digit does: strict, confident or warn.")
  var digits: String?

  @Flag(help: "Reject values that would have to be mended.")
  var noRepair = false

  @Option(help: "Qualification service, 1 to 5; 2 to 5 move money.")
  var service: Int?

  @Option(help: "Stop before anything is sent when more records than N, or N%, are rejected.")
  var maxErrors: String?

  /// - Throws: ``SettingError``.
  func service(_ sources: SettingSources) throws -> Int {
    let number = try service ?? sources.value("service", Int.init) ?? 1
    guard (1...5).contains(number) else {
      throw SettingError(
        option: "service", problem: "it is 1 to 5",
        portuguese: "vai de 1 a 5")
    }
    return number
  }

  /// - Throws: ``SettingError``.
  func check(
    _ sources: SettingSources, language: Language, needsAmount: Bool
  ) throws -> CheckSettings {
    let policy = digits ?? sources.text("digits") ?? DigitPolicy.confident.rawValue
    guard let policy = DigitPolicy(rawValue: policy) else {
      throw SettingError(
        option: "digits", problem: "it is strict, confident or warn",
        portuguese: "é strict, confident ou warn")
    }
    let forbidsRepair = try noRepair || sources.flag("no-repair") ?? false
    return CheckSettings(
      digits: policy, repairs: !forbidsRepair, language: language, needsAmount: needsAmount)
  }

  /// - Throws: ``SettingError``.
  func errorBudget(_ sources: SettingSources) throws -> ErrorBudget? {
    guard let text = maxErrors ?? sources.text("max-errors") else { return nil }
    if text.hasSuffix("%"), let percent = Double(text.dropLast()), (0...100).contains(percent) {
      return .percent(percent)
    }
    guard let count = Int(text), count >= 0 else {
      throw SettingError(
        option: "max-errors", problem: "it is a number such as 10, or 2%",
        portuguese: "é um número como 10, ou 2%")
    }
    return .records(count)
  }
}
