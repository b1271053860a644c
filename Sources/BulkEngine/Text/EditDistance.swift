/// How far one word is from another.
package enum EditDistance {
  /// Letters to insert, remove, change or exchange with their neighbour to get from one to the other
  /// (Damerau's distance, restricted: no letter is touched twice).
  ///
  /// The work grows with the product of the lengths: give it names, no texts.
  package static func letters(_ one: String, _ other: String) -> Int {
    let (source, target) = (Array(one), Array(other))
    var beforePrevious: [Int] = []
    var previous = Array(0...target.count)
    for (row, letter) in source.enumerated() {
      var current = [row + 1]
      for (column, wanted) in target.enumerated() {
        let change = previous[column] + (letter == wanted ? 0 : 1)
        var least = min(change, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == target[column - 1], source[row - 1] == wanted {
          least = min(least, beforePrevious[column - 1] + 1)
        }
        current.append(least)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[target.count]
  }
}
