/// What a whole column suffers from: one thing to say, however many records have it.
package struct ColumnRemark: Sendable {
  /// Without a detail; has a field.
  package let finding: Finding
  /// Records that have it.
  package let count: Int
  /// Records in which the column could have it.
  package let total: Int

  /// Fewer are listed one by one and are seen at once.
  private static let fewest = 10

  /// Nil when it is not at least half of the column, or few records.
  package init?(_ finding: Finding, count: Int, of total: Int) {
    guard finding.field != nil, Self.isWhole(count, of: total) else { return nil }
    (self.finding, self.count, self.total) = (finding, count, total)
  }

  /// Whether so many of a column's values are the column as a whole.
  package static func isWhole(_ count: Int, of total: Int) -> Bool {
    count >= fewest && count * 2 >= total
  }
}

extension FindingSentences {
  /// `Account: 4,980 of 5,000 lost leading zeros; restored.`
  package func text(_ remark: ColumnRemark, _ language: Language) -> String {
    let finding = remark.finding
    // A repair that is an error was forbidden and not made.
    let isForbidden = finding.code.severity == .repair && finding.severity == .error
    let code = isForbidden ? .needsRepair : finding.code
    let name = finding.field.map { layout[$0].words.text(language) } ?? ""
    let (count, total) = (remark.count.grouped(language), remark.total.grouped(language))
    let start = Bilingual("\(count) of \(total)", "\(count) de \(total)").text(language)
    let column = SentenceTemplate.capitalized(name)
    guard let clause = catalogue.columnClauses[code] else {
      return "\(column): \(start): \(text(finding, language))"
    }
    return "\(column): \(start) \(clause.text(language))."
  }
}
