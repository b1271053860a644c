import BulkEngine

extension SheetField {
  /// The last fields of every sheet: what a `fix.csv` that comes back says of the run before, key and status.
  static let ofEarlierRun = [
    SheetField("q_custom_code", "q_custom_code", "q_custom_code", .other, .code),
    SheetField("q_status", "q_status", "q_status", .other, .words([])),
  ]
}

extension SheetLayout {
  /// Of a sheet whose rows say nothing but on what they act: its first field.
  ///
  /// - Parameters:
  ///   - target: the id of what a row acts on.
  ///   - namesTarget: whether the key is that of the API's own record.
  ///   - results: what the API answers, as columns.
  static func acting(
    on target: SheetField, namesTarget: Bool = true, results: [String]
  ) -> SheetLayout {
    SheetLayout(
      [target] + SheetField.ofEarlierRun, required: [Field(0)],
      roles: .init(
        key: Field(0), earlierKey: Field(1), earlierStatus: Field(2), sampled: Field(0),
        keyNamesTarget: namesTarget),
      shortestRecordBytes: 2,
      outputs: OutputLayout([], keyColumn: target.name, results: results))
  }
}
