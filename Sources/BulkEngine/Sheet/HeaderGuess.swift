/// Guesses which header was meant for a field that has no column.
package enum HeaderGuess {
  /// Headers looked at, and characters of one: more is never meant, and a guess compares each letter of a
  /// header with each of all names.
  private static let (mostHeaders, mostCharacters) = (256, 128)

  /// The header nearest to what the field may be called; nil when none is near.
  ///
  /// - Parameter headers: of the file; those that are known to mean something are left out.
  package static func closest(
    to field: Field, of layout: SheetLayout, among headers: [String]
  ) -> String? {
    let names = layout.headers(of: field)
    let ranked = headers.prefix(mostHeaders).compactMap {
      header -> (header: String, distance: Double)? in
      guard header.utf8.count <= mostCharacters else { return nil }
      let folded = HeaderFolding.fold(header)
      guard layout.meaning(of: folded) == nil else { return nil }
      return (header, distance(of: folded, to: names))
    }
    guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= 1 else {
      return nil
    }
    return best.header
  }

  /// Whether cells without three known headers are a header row all the same: words and no numbers,
  /// as no record is, and either two of them near to what is known or columns given by number.
  static func isHeader(
    _ cells: [String], of layout: SheetLayout, overrides: [String: String]
  ) -> Bool {
    guard cells.count > 1, cells.allSatisfy({ $0.count(where: \.isNumber) < 3 }) else {
      return false
    }
    if overrides.values.contains(where: {
      Int($0) != nil || NamedColumn.index(ofLetters: $0) != nil
    }) {
      return true
    }
    let known = ColumnMapping.knownHeaders(in: cells, of: layout, overrides: overrides)
    let near = layout.required.count { closest(to: $0, of: layout, among: cells) != nil }
    return known + near >= 2
  }

  /// 0 to 1 is near: letters to change, of a third of the name's letters. A header that holds the
  /// whole name among other words is near, too.
  ///
  /// - Parameter folded: the header.
  private static func distance(of folded: String, to names: [String]) -> Double {
    guard !folded.isEmpty else { return .infinity }
    let letters = Array(folded)
    return names.map { name in
      let isContained = " \(folded) ".contains(" \(name) ")
      // A third of the name's letters at most: others need not be compared.
      guard abs(letters.count - name.count) * 3 <= name.count else {
        return isContained ? 0.9 : .infinity
      }
      let letters = Double(EditDistance.letters(folded, name))
      return min(isContained ? 0.9 : .infinity, letters * 3 / Double(name.count))
    }.min() ?? .infinity
  }
}
