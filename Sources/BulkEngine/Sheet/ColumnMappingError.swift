/// Why the columns of a file cannot be told; the command makes the sentence. Fields are given by name.
package enum ColumnMappingError: Error, Sendable, Equatable {
  /// Two columns for one field.
  case ambiguous(field: String, headers: [String])
  /// - Parameter guesses: the header that may be meant, by field.
  case missing(fields: [String], headers: [String], guesses: [String: String])
  /// No row within the first ones looks like a header.
  case noHeader(firstRow: [String])
  /// `--map` names a field that does not exist.
  case unknownField(String, known: [String])
  /// `--map` gives one column to several fields.
  case sharedColumn(String, fields: [String])
  /// `--map` names a column that does not exist.
  case unknownColumn(String, field: String, headers: [String])

  /// These fields have no column.
  static func missing(
    _ fields: [Field], of layout: SheetLayout, headers: [String]
  ) -> ColumnMappingError {
    var guesses: [String: String] = [:]
    for field in fields {
      guesses[layout[field].name] = HeaderGuess.closest(to: field, of: layout, among: headers)
    }
    return .missing(fields: layout.names(fields), headers: headers, guesses: guesses)
  }
}
