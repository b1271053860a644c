import BrazilianBanking
import Operations
import Spreadsheets

@testable import BulkEngine

// Sheets of payees, for tests of what is common to all sheets.

extension Field {
  static var allCases: [Field] { SheetLayout.payees.allFields }
  var stableName: String { SheetLayout.payees[self].name }
}

extension FindingCode {
  static var allCases: [FindingCode] { FindingCatalogue.payees.entries.map(\.code) }
}

extension Finding {
  var stableCode: String { FindingSentences.payees.stableCode(self) }

  func text(_ language: Language) -> String { FindingSentences.payees.text(self, language) }
}

extension ColumnMapping {
  init(headers: [String], overrides: [String: String] = [:]) throws(ColumnMappingError) {
    try self.init(
      headers: headers, of: .payees, overrides: overrides, required: SheetLayout.payees.required)
  }
}

extension Input {
  init(path: String, reading: ReadingSettings, needsAmount: Bool) throws {
    try self.init(
      path: path, reading: reading, for: PayeeCheck(CheckSettings(needsAmount: needsAmount)))
  }
}

extension RecordPass {
  init(_ input: Input, settings: CheckSettings, directory: BankDirectory = .bundled) {
    self.init(input, PayeeCheck(settings, directory: directory))
  }
}

extension InputRecordSource {
  init(
    _ input: Input, settings: CheckSettings, planned: PlannedInput? = nil,
    codes: PlannedCodes? = nil
  ) {
    self.init(input, PayeeCheck(settings), planned: planned, codes: codes)
  }
}
