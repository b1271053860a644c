/// Why the columns of a file cannot be told; the command makes the sentence.
package enum ColumnMappingError: Error, Sendable, Equatable {
  /// Two columns for one field.
  case ambiguous(field: Field, headers: [String])
  case missing(fields: [Field], headers: [String])
  /// No row within the first ones looks like a header.
  case noHeader(firstRow: [String])
  /// `--map` names a field that does not exist.
  case unknownField(String)
  /// `--map` gives one column to several fields.
  case sharedColumn(String, fields: [Field])
  /// `--map` names a column that does not exist.
  case unknownColumn(String, field: Field, headers: [String])
}
