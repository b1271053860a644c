import ArgumentParser
import BrazilianBanking
import BulkEngine
import Operations
import Spreadsheets

/// The names that `--map` takes.
private var fieldNames: (String, String) {
  let names = SheetLayout.payees.fields.map(\.name).filter { !$0.hasPrefix("q_") }
    .joined(separator: ", ")
  return ("Fields: \(names).", "Campos: \(names).")
}

/// How the input is read, where detection is overridden.
struct InputOptions: ParsableArguments {
  @Option(
    help: .said(
      "Encoding of the input instead of the detected one: utf-8, windows-1252, cp850, macintosh …",
      "Codificação da entrada, em vez da detectada: utf-8, windows-1252, cp850, macintosh …",
      value: ("encoding", "codificação")),
    completion: .list(TextEncoding.namesForPeople))
  var encoding: String?

  @Option(
    help: .said(
      "Delimiter of the input instead of the detected one: a character, or tab.",
      "Delimitador da entrada, em vez do detectado: um caractere, ou tab.",
      value: ("character", "caractere")))
  var delimiter: String?

  @Option(
    help: .said(
      "Name or number of the sheet of a workbook. Default: the only visible one whose header fits.",
      "Nome ou número da planilha da pasta de trabalho. Padrão: a única visível com cabeçalho que serve.",
      value: ("sheet", "planilha")))
  var sheet: String?

  @Option(
    help: .said(
      "The column (header, letter or number) that holds a field, - for none; may repeat.",
      "A coluna (cabeçalho, letra ou número) de um campo, - para nenhuma; pode repetir.",
      more: fieldNames, value: ("field=column", "campo=coluna")))
  var map: [String] = []

  @Flag(
    help: .said(
      "Repair accents of UTF-8 that was read as Windows-1252 and saved again.",
      "Conserta os acentos de um UTF-8 que foi lido como Windows-1252 e salvo de novo."))
  var fixMojibake = false

  @Flag(
    help: .said(
      "Amounts are whole numbers of cents, with or without zeros in front.",
      "Os valores são números inteiros de centavos, com ou sem zeros à esquerda."))
  var amountInCents = false

  @Option(
    help: .said(
      "Layout of a CNAB 240 file instead of the one its header names.",
      "Leiaute de um arquivo CNAB 240, em vez do que o cabeçalho indica.",
      value: ("layout", "layout")),
    completion: .list(CNABLayout.allCases.map(\.rawValue)))
  var cnabLayout: String?

  /// - Throws: ``SettingError``.
  func reading(_ sources: SettingSources) throws -> ReadingSettings {
    var mapping: [String: String] = [:]
    for pair in map {
      guard let sign = pair.firstIndex(of: "="), sign != pair.startIndex else {
        throw SettingError(
          .map, "'\(SettingError.shown(pair))' is not FIELD=COLUMN",
          "'\(SettingError.shown(pair))' não é CAMPO=COLUNA")
      }
      let field = String(pair[..<sign])
      guard mapping.updateValue(String(pair[pair.index(after: sign)...]), forKey: field) == nil
      else {
        throw SettingError(
          .map, "'\(SettingError.shown(field))' is given two columns. Leave one of them out",
          "'\(SettingError.shown(field))' recebeu duas colunas. Omita uma delas")
      }
    }
    return ReadingSettings(
      encoding: try sources.text(.encoding, flag: encoding),
      delimiter: try sources.text(.delimiter, flag: delimiter), mapping: mapping,
      repairsMojibake: sources.isOn(.fixMojibake, flag: fixMojibake),
      amountsAreCents: sources.isOn(.amountInCents, flag: amountInCents),
      cnabLayout: try sources.text(.cnabLayout, flag: cnabLayout),
      sheet: try sources.text(.sheet, flag: sheet))
  }

  /// What is given as a flag.
  var given: Set<Setting> {
    var given: Set<Setting> = []
    if encoding != nil { given.insert(.encoding) }
    if delimiter != nil { given.insert(.delimiter) }
    if !map.isEmpty { given.insert(.map) }
    if sheet != nil { given.insert(.sheet) }
    if fixMojibake { given.insert(.fixMojibake) }
    if amountInCents { given.insert(.amountInCents) }
    if cnabLayout != nil { given.insert(.cnabLayout) }
    return given
  }
}

/// How the input is read and judged, where detection and defaults are overridden.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: .said(
      "The folder for the files. Default: FILE without extension, with .qualifica (check: .check).",
      "A pasta dos arquivos gerados. Padrão: ARQUIVO sem a extensão, com .qualifica (check: .check).",
      value: ("folder", "pasta")), completion: .directory)
  var output: String?

  @OptionGroup var input: InputOptions

  @Option(
    help: .said(
      "What a wrong bank digit does.", "O que um dígito bancário errado causa.",
      more: (
        """
        strict: every rule rejects. confident: certain rules reject, uncertain ones warn (the default). \
        warn: only warnings.
        """,
        """
        strict: toda regra rejeita. confident: regras certas rejeitam e incertas avisam (o padrão). \
        warn: só avisos.
        """
      ), value: ("how", "modo")), completion: .list(DigitPolicy.allCases.map(\.rawValue)))
  var digits: String?

  @Flag(
    help: .said(
      "Reject values that would have to be repaired.",
      "Rejeita valores que precisariam de reparo."))
  var noRepair = false

  @Option(
    help: .said(
      "Qualification service, 1 to 5. Default: 1.", "Serviço de qualificação, de 1 a 5. Padrão: 1.",
      more: (
        """
        1: registration data only, no money moves. 2 and 3: a micro deposit of the vendor's amount. \
        4 and 5: a deposit of the sheet's amount. 2 to 5 move money and need --yes or a typed yes.
        """,
        """
        1: só dados cadastrais, não movimenta dinheiro. 2 e 3: microdepósito, com valor definido pelo \
        fornecedor. 4 e 5: depósito do valor que está na planilha. De 2 a 5 há movimento de dinheiro, \
        e é preciso --yes ou um sim digitado.
        """
      ), value: ("1-5", "1-5")), completion: .list(["1", "2", "3", "4", "5"]))
  var service: String?

  /// What is given as a flag.
  var given: Set<Setting> {
    var given = input.given
    if output != nil { given.insert(.output) }
    return given
  }
}

/// Which list of banks is used instead of the bundled one.
struct BankListOptions: ParsableArguments {
  @Option(
    help: .said(
      "A list of banks instead of the bundled one: CSV with the columns compe;ispb;short_name.",
      "Uma lista de bancos em vez da que vem no programa: CSV com as colunas compe;ispb;short_name.",
      value: ("file", "arquivo")), completion: .file())
  var banksFile: String?

  /// The absolute path of the list, nil for the bundled one.
  func path(_ sources: SettingSources) throws -> String? {
    try sources.text(.banksFile, flag: banksFile).map { SystemPath.absolute($0) }
  }

  /// - Throws: ``SpreadsheetError``, ``BankListFileError``.
  func banks(_ sources: SettingSources) throws -> BankDirectory {
    try path(sources).map { try BankListFile.read($0).banks } ?? .bundled
  }
}
