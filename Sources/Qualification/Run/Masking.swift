/// Hides personal values in what people, logs and the journal see.
package enum Masking {
  /// Five digits and more in a row may be a document or an account: the last two stay.
  private static let longestPlainRun = 4

  /// A CPF as `***.456.789-**`; anything else with its last two characters only.
  package static func document(_ digits: String) -> String {
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

  /// A sentence of the API without the values of `record` and without long numbers.
  package static func message(_ message: String, about record: OutgoingRecord) -> String {
    var text = message
    for word in record.name.split(separator: " ") where word.count > 2 {
      text = text.replacing(word, with: "\(word.first.map(String.init) ?? "*").")
    }
    return maskedNumbers(String(text.prefix(300)))
  }

  /// `text` with every long run of digits masked, mask characters inside a number included.
  package static func maskedNumbers(_ text: String) -> String {
    var result = ""
    var number = ""
    func flush() {
      let digits = number.filter(\.isNumber)
      result += digits.count > longestPlainRun ? tail(digits) : number
      number = ""
    }
    for character in text {
      if character.isNumber || (!number.isEmpty && ".-/".contains(character)) {
        number.append(character)
      } else {
        flush()
        result.append(character)
      }
    }
    flush()
    return result
  }
}
