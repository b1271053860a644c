import Spreadsheets

/// The form of an input's rows, as far as their check must know it.
package struct RowForm: Sendable {
  /// Which column holds what.
  package var mapping: ColumnMapping
  /// Columns of the header; 0 when rows have no fixed number.
  package var columnCount: Int
  /// What separates the fields of delimited text: a comma cuts amounts in two.
  package var delimiter: UInt8
  /// Whether the rows are those of a workbook.
  package var isFromWorkbook = false
  /// Whether cells are repaired that are UTF-8 read as Windows-1252.
  package var repairsMojibake: Bool
  /// Whether whole numbers are amounts in hundredths.
  package var amountsAreCents = false
  /// Fields whose column holds dates, so that a number in it may be one that lost its format.
  package var dateFields: Set<Field> = []
  /// Whether rows are judged by the whole sheet, too, see ``SheetSurvey``.
  package var judgesBySheet: Bool
  /// Bytes of the input, and how many records it may have.
  package var bytes: Int64
  package var estimatedRecords: Int

  package init(
    mapping: ColumnMapping, columnCount: Int, delimiter: UInt8 = UInt8(ascii: ";"),
    repairsMojibake: Bool = false,
    judgesBySheet: Bool = false, bytes: Int64 = 0, estimatedRecords: Int = 0
  ) {
    self.judgesBySheet = judgesBySheet
    self.bytes = bytes
    self.estimatedRecords = estimatedRecords
    self.mapping = mapping
    self.columnCount = columnCount
    self.delimiter = delimiter
    self.repairsMojibake = repairsMojibake
  }
}

extension Input {
  /// The form of rows with this mapping, see ``mapping(for:)``.
  func form(_ mapping: ColumnMapping, judgesBySheet: Bool) -> RowForm {
    var form = RowForm(
      mapping: mapping, columnCount: header?.fieldCount ?? 0,
      delimiter: format.dialect?.delimiter ?? UInt8(ascii: ";"),
      repairsMojibake: reading.repairsMojibake, judgesBySheet: judgesBySheet, bytes: rowBytes,
      estimatedRecords: estimatedRecords)
    form.isFromWorkbook = format.isFromWorkbook
    form.amountsAreCents = reading.amountsAreCents
    form.dateFields = DateColumns.find(in: headerBlock, from: rowsBeforeRecords, mapping)
    return form
  }
}
