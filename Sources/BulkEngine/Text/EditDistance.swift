/// How far one word is from another.
package enum EditDistance {
  /// Letters to insert, remove or change to get from one to the other (Levenshtein).
  ///
  /// The work grows with the product of the lengths: give it names, no texts.
  package static func letters(_ one: String, _ other: String) -> Int {
    let target = Array(other)
    var previous = Array(0...target.count)
    for (row, letter) in one.enumerated() {
      var current = [row + 1]
      for (column, wanted) in target.enumerated() {
        let change = previous[column] + (letter == wanted ? 0 : 1)
        current.append(min(change, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[target.count]
  }
}
