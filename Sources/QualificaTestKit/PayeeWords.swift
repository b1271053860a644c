package import BrazilianBanking
package import BulkEngine
package import Operations

// Sheets of payees, for tests of what is common to all sheets.

extension Field {
  package static var allCases: [Field] { SheetLayout.payees.allFields }
  package var stableName: String { SheetLayout.payees[self].name }
}

extension FindingCode {
  package static var allCases: [FindingCode] { FindingCatalogue.payees.entries.map(\.code) }
}

extension Finding {
  package var stableCode: String { FindingSentences.payees.stableCode(self) }

  package func text(_ language: Language) -> String { FindingSentences.payees.text(self, language) }
}

extension ColumnMapping {
  package init(headers: [String], overrides: [String: String] = [:]) throws(ColumnMappingError) {
    try self.init(
      headers: headers, of: .payees, overrides: overrides, required: SheetLayout.payees.required)
  }
}

extension Input {
  package init(path: String, reading: ReadingSettings, needsAmount: Bool) throws {
    try self.init(
      path: path, reading: reading, for: PayeeCheck(CheckSettings(needsAmount: needsAmount)))
  }
}

extension RecordPass {
  package init(_ input: Input, settings: CheckSettings, directory: BankDirectory = .bundled) {
    self.init(input, PayeeCheck(settings, directory: directory))
  }
}

extension InputRecordSource {
  package init(
    _ input: Input, settings: CheckSettings, planned: PlannedInput? = nil,
    codes: PlannedCodes? = nil
  ) {
    self.init(input, PayeeCheck(settings), planned: planned, codes: codes)
  }
}
