/// Shows what kind of value a cell holds and never whose.
package enum SampleMasking {
  /// Longest sample in characters.
  private static let longest = 40

  /// - Parameters:
  ///   - text: the cell.
  ///   - field: what the column holds; nil when it holds no known field.
  package static func masked(_ text: String, _ field: SheetField?) -> String {
    let beginning = String(text.prefix(longest))
    let masked =
      switch field?.masking ?? .shape {
      case .initials: Masking.name(beginning)
      case .middle: middle(beginning)
      case .tail, .code: Masking.tail(beginning)
      case .shortNumber: shortNumber(beginning)
      case .digit: beginning.count <= 2 ? beginning : shape(beginning)
      case .words(let words):
        words.contains(HeaderFolding.fold(beginning)) ? beginning : shape(beginning)
      case .shape: shape(beginning)
      }
    return PlainSentence.text(masked)
  }

  /// A number of eight to fourteen characters, masked as everywhere; anything else as its shape, for a
  /// wrong column may hold it.
  private static func middle(_ text: String) -> String {
    let code = text.filter { $0.isLetter || $0.isNumber }
    let isNumber = code.allSatisfy(\.isASCII) && (8...14).contains(code.count)
    return isNumber && code.suffix(2).allSatisfy(\.isNumber)
      ? Masking.middle(code) : shape(text)
  }

  /// Numbers of up to four digits tell nothing about a person.
  private static func shortNumber(_ text: String) -> String {
    let digits = text.count(where: \.isNumber)
    if digits > 4 { return Masking.tail(text) }
    return String(text.map { $0.isLetter ? letter($0) : $0 })
  }

  /// `9` for every digit, `a` or `A` for every letter: `99/99/9999`, `Aaaa 99`.
  ///
  /// A currency sign with letters in it stays: `R$ 9.999,99`.
  static func shape(_ text: String) -> String {
    let characters = Array(text)
    return String(
      characters.indices.map { index in
        let character = characters[index]
        let isOfSign = index + 1 < characters.count && characters[index + 1] == "$"
        if character.isNumber { return "9" }
        return character.isLetter && !isOfSign ? letter(character) : character
      })
  }

  private static func letter(_ character: Character) -> Character {
    character.isUppercase ? "A" : "a"
  }
}
