import ArgumentParser
import BulkEngine

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
  var service: String?

  /// - Throws: ``SettingError``.
  func service(_ sources: SettingSources) throws -> Int {
    try sources.whole(.service, flag: service) ?? 1
  }

  /// - Throws: ``SettingError``.
  func check(
    _ sources: SettingSources, language: Language, needsAmount: Bool
  ) throws -> CheckSettings {
    let policy = try sources.text(.digits, flag: digits).flatMap(DigitPolicy.init(rawValue:))
    return CheckSettings(
      digits: policy ?? .confident, repairs: !sources.isOn(.noRepair, flag: noRepair),
      language: language, needsAmount: needsAmount)
  }

  /// What is given as a flag.
  var given: Set<Setting> {
    var given = input.given
    if output != nil { given.insert(.output) }
    if digits != nil { given.insert(.digits) }
    if noRepair { given.insert(.noRepair) }
    if service != nil { given.insert(.service) }
    return given
  }
}
