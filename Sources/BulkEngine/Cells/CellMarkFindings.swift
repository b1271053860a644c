package import Spreadsheets

/// What is to be said of cells of a workbook beside what their texts say.
extension RowBlock {
  /// Appends what the marks of `row` say of fields.
  package func appendMarks(
    of row: Row, _ mapping: ColumnMapping, to findings: inout [Finding]
  ) {
    for mark in marks(of: row) {
      guard let field = mapping.field(ofColumn: mark.field - row.firstField) else { continue }
      switch mark.kind {
      // What people saw is what is taken: nothing was repaired that --no-repair could forbid.
      case .shownZeros: findings.append(Finding(.shownZeros, field, severity: .repair))
      // The check of a field says what decimals mean there.
      case .decimalNumber: break
      case .merged: findings.append(Finding(.mergedCell, field, severity: .error))
      case .uncalculated: findings.append(Finding(.uncalculated, field, severity: .error))
      }
    }
  }
}
