import Spreadsheets

/// The form of an input's rows, as far as their check must know it.
package struct RowForm: Sendable {
  /// Which column holds what.
  package var mapping: ColumnMapping
  /// Columns of the header; 0 when rows have no fixed number.
  package var columnCount: Int
  /// Whether commas separate the fields; a decimal comma then cuts an amount in two.
  package var hasCommas: Bool
  /// Whether the rows are those of a workbook.
  package var isFromWorkbook = false
  /// Whether cells are repaired that are UTF-8 read as Windows-1252.
  package var repairsMojibake: Bool
  /// Whether rows are judged by the whole sheet, too, see ``SheetSurvey``.
  package var judgesBySheet: Bool
  /// Bytes of the input, and how many records it may have.
  package var bytes: Int64
  package var estimatedRecords: Int

  package init(
    mapping: ColumnMapping, columnCount: Int, hasCommas: Bool = false,
    repairsMojibake: Bool = false,
    judgesBySheet: Bool = false, bytes: Int64 = 0, estimatedRecords: Int = 0
  ) {
    self.judgesBySheet = judgesBySheet
    self.bytes = bytes
    self.estimatedRecords = estimatedRecords
    self.mapping = mapping
    self.columnCount = columnCount
    self.hasCommas = hasCommas
    self.repairsMojibake = repairsMojibake
  }
}

extension Input {
  /// The form of rows with this mapping, see ``mapping(for:)``.
  func form(_ mapping: ColumnMapping, judgesBySheet: Bool) -> RowForm {
    var form = RowForm(
      mapping: mapping, columnCount: header?.fieldCount ?? 0, hasCommas: hasCommas,
      repairsMojibake: reading.repairsMojibake, judgesBySheet: judgesBySheet, bytes: rowBytes,
      estimatedRecords: estimatedRecords)
    form.isFromWorkbook = format.isFromWorkbook
    return form
  }
}
