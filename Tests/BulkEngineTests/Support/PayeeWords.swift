@testable import BulkEngine

// The words of sheets of payees, for tests of what is common to all sheets.

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
