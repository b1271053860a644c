import BulkEngine

/// What whole columns suffer from, said once and first.
enum ColumnReport {
  /// After a check or a run; none when no column is wrong as a whole.
  static func lines(_ tally: ResultTally, _ language: Language) -> [String] {
    guard let sentences = tally.sentences else { return [] }
    return titled(tally.columnRemarks.map { sentences.text($0, language) }, language)
  }

  /// Of a file that was only looked at.
  static func lines(_ report: InspectReport, _ language: Language) -> [String] {
    let remarks = report.columns.flatMap { column in
      column.damage
        .filter { ColumnRemark.isWhole($0.count, of: column.filled) }
        .map { damage in
          let (count, total) = (damage.count.grouped(language), column.filled.grouped(language))
          let name = InspectText.printable(column.header)
          return language.pick(
            "\(name): \(count) of \(total): \(damage.meaning).",
            "\(name): \(count) de \(total): \(damage.meaning).")
        }
    }
    return titled(remarks, language)
  }

  private static func titled(_ remarks: [String], _ language: Language) -> [String] {
    guard !remarks.isEmpty else { return [] }
    return [language.pick("Columns as a whole", "Colunas inteiras")] + remarks.map { "  " + $0 }
  }
}
