package import Spreadsheets

extension Input {
  /// Opens a sheet of payees at `path` and looks at its beginning.
  ///
  /// - Throws: ``SpreadsheetError``, ``ColumnMappingError``, ``InputError``.
  package init(path: String, reading: ReadingSettings, needsAmount: Bool) throws {
    try self.init(try InputFile(path: path), reading: reading, needsAmount: needsAmount)
  }

  /// Looks at the beginning of a sheet of payees.
  ///
  /// - Throws: ``SpreadsheetError``, ``ColumnMappingError``, ``InputError``.
  package init(_ file: InputFile, reading: ReadingSettings, needsAmount: Bool) throws {
    let layout = SheetLayout.payees
    try self.init(
      file, reading: reading, layout: layout,
      required: needsAmount ? layout.required + [.amount] : layout.required)
  }
}
