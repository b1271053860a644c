/// Hides personal values in what people, logs and the journal see.
package enum Masking {
  /// Five digits and more in a row may be a document or an account: the last two stay.
  static let longestPlainRun = 4

  /// A number of eleven as `***.456.789-**`; anything else with its last two characters only.
  package static func middle(_ digits: String) -> String {
    guard digits.count == 11 else { return tail(digits) }
    let characters = Array(digits)
    return "***.\(String(characters[3..<6])).\(String(characters[6..<9]))-**"
  }

  /// The last two characters, the rest as asterisks.
  package static func tail(_ text: String) -> String {
    guard text.count > 2 else { return String(repeating: "*", count: text.count) }
    return String(repeating: "*", count: text.count - 2) + text.suffix(2)
  }

  /// The initials of a name, `M. S.` for `Maria Silva`.
  package static func name(_ name: String) -> String {
    name.split(separator: " ").compactMap(\.first).map { "\($0)." }.joined(separator: " ")
  }

  /// A sentence of the API without the person of one record, of strangers and without long numbers, on
  /// one line; see ``ForeignSentences`` for those of a whole batch.
  package static func message(_ message: String, about person: PersonalWords) -> String {
    ForeignSentences(of: [person]).masked(message)
  }

  /// `text` with every long number masked, points, hyphens, slashes and blanks inside it included,
  /// and without what looks like another person's.
  package static func maskedNumbers(_ text: String) -> String {
    UndisguisedText.hiding(in: withoutAddresses(text)) { text in
      var hidden = HiddenLetters(text.letters)
      hidden.hideStrangers()
      hidden.hideNumbers(.plain)
      return hidden.replacements
    }
  }
}
