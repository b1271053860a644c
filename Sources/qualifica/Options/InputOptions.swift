import ArgumentParser
import BrazilianBanking
import BulkEngine
import Operations
import Spreadsheets

/// How the input is read, where detection is overridden.
struct InputOptions: ParsableArguments {
  @Option(
    help:
      "Encoding of the input instead of the detected one: utf-8, windows-1252, cp850, macintosh …")
  var encoding: String?

  @Option(help: "Delimiter of the input instead of the detected one: a character, or tab.")
  var delimiter: String?

  @Option(
    help:
      "FIELD=COLUMN: the column (header, letter or number) that holds a field, - for none; may repeat."
  )
  var map: [String] = []

  @Flag(help: "Mend accents of UTF-8 that was read as Windows-1252 and saved again.")
  var fixMojibake = false

  @Option(
    help: """
      Layout of a CNAB 240 file instead of the one its header names: febraban-10, febraban-8.6, \
      bradesco-multipag, itau-sispag-080, santander-pagfor-060 or caixa-080.
      """)
  var cnabLayout: String?

  /// - Throws: ``SettingError``.
  func reading(_ sources: SettingSources) throws -> ReadingSettings {
    var mapping: [String: String] = [:]
    for pair in map {
      guard let sign = pair.firstIndex(of: "="), sign != pair.startIndex else {
        throw SettingError(
          .map, "'\(pair)' is not FIELD=COLUMN",
          "'\(pair)' não é CAMPO=COLUNA")
      }
      let field = String(pair[..<sign])
      guard mapping.updateValue(String(pair[pair.index(after: sign)...]), forKey: field) == nil
      else {
        throw SettingError(
          .map, "'\(field)' is given two columns. Leave one of them out",
          "'\(field)' recebeu duas colunas. Omita uma delas")
      }
    }
    return ReadingSettings(
      encoding: try sources.text(.encoding, flag: encoding),
      delimiter: try sources.text(.delimiter, flag: delimiter), mapping: mapping,
      repairsMojibake: sources.isOn(.fixMojibake, flag: fixMojibake),
      cnabLayout: try sources.text(.cnabLayout, flag: cnabLayout))
  }

  /// What is given as a flag.
  var given: Set<Setting> {
    var given: Set<Setting> = []
    if encoding != nil { given.insert(.encoding) }
    if delimiter != nil { given.insert(.delimiter) }
    if !map.isEmpty { given.insert(.map) }
    if fixMojibake { given.insert(.fixMojibake) }
    if cnabLayout != nil { given.insert(.cnabLayout) }
    return given
  }
}

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

/// Which list of banks is used instead of the bundled one.
struct BankListOptions: ParsableArguments {
  @Option(
    help: "A list of banks instead of the bundled one: CSV with the columns compe;ispb;short_name.")
  var banksFile: String?

  /// The absolute path of the list, nil for the bundled one.
  func path(_ sources: SettingSources) throws -> String? {
    try sources.text(.banksFile, flag: banksFile).map { SystemPath.absolute($0) }
  }

  /// What is given as a flag.
  var given: Set<Setting> { banksFile == nil ? [] : [.banksFile] }

  /// - Throws: ``SpreadsheetError``, ``BankListFileError``.
  func banks(_ sources: SettingSources) throws -> BankDirectory {
    try path(sources).map { try BankListFile.read($0).banks } ?? .bundled
  }
}
