/// Tells a date that a spreadsheet made of a code.
package enum DateText {
  /// `03/04`, `03/04/2021`, `mar/21`, `3-abr`: what an identifier becomes in a date column.
  package static func isDate(_ text: String) -> Bool {
    let parts = text.lowercased().split(omittingEmptySubsequences: false) { "/-. ".contains($0) }
    guard (2...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return false }
    let isMonth = parts.contains { months.contains(String($0)) }
    let numbers = parts.compactMap { Int($0) }
    if isMonth { return numbers.count == parts.count - 1 }
    guard numbers.count == parts.count, text.contains("/") || isWholeDate(parts) else {
      return false
    }
    let isReversed = parts.count == 3 && parts[0].count == 4
    return (1...31).contains(numbers[isReversed ? 2 : 0]) && (1...12).contains(numbers[1])
  }

  /// Day, month and year, or the other way round: `12.03.1945`, `12-03-45`, `1945-03-12`.
  private static func isWholeDate(_ parts: [Substring]) -> Bool {
    guard parts.count == 3, parts[1].count <= 2 else { return false }
    let (first, last) = (parts[0].count, parts[2].count)
    return (first <= 2 && (last == 2 || last == 4)) || (first == 4 && last <= 2)
  }

  private static let months: Set<String> = [
    "jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez",
    "feb", "apr", "may", "aug", "sep", "oct", "dec",
  ]
}
