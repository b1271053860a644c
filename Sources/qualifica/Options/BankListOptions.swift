import ArgumentParser
import BrazilianBanking
import BulkEngine
import Spreadsheets

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
