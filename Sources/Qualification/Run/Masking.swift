import Foundation

/// Hides personal values in what people, logs and the journal see.
package enum Masking {
  /// Five digits and more in a row may be a document or an account: the last two stay.
  static let longestPlainRun = 4

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

  /// A sentence of the API without the values of `record` and without long numbers, on one line.
  package static func message(_ message: String, about record: OutgoingRecord) -> String {
    var text = PlainSentence.beginning(of: message)
    for word in record.name.split(separator: " ") where word.count > 2 {
      text = hiding(String(word), in: text, as: name(String(word)))
    }
    for value in [record.document, punctuated(record.document), record.account]
    where value.count > 2 {
      text = hiding(value, in: text, as: tail(value))
    }
    return PlainSentence.text(maskedNumbers(text))
  }

  /// However the API writes it: capitals and accents make no difference.
  private static func hiding(_ value: String, in text: String, as masked: String) -> String {
    text.replacingOccurrences(
      of: value, with: masked, options: [.caseInsensitive, .diacriticInsensitive])
  }

  /// A CNPJ as `12.ABC.345/01DE-35`: its letters keep the digits from being one long number.
  private static func punctuated(_ document: String) -> String {
    guard document.count == 14 else { return "" }
    var text = ""
    for (index, character) in document.enumerated() {
      switch index {
      case 2, 5: text += "."
      case 8: text += "/"
      case 12: text += "-"
      default: break
      }
      text.append(character)
    }
    return text
  }

  /// `text` with every long run of digits masked, mask characters and blanks inside it included.
  package static func maskedNumbers(_ text: String) -> String {
    var result = ""
    var digits = ""
    // As written, and what may follow inside the same number.
    var number = ""
    var separators = ""
    func flush() {
      result += digits.count > longestPlainRun ? tail(digits) : number
      result += separators
      (digits, number, separators) = ("", "", "")
    }
    for character in withoutStrangers(text) {
      if character.isNumber {
        digits.append(character)
        number += separators + String(character)
        separators = ""
      } else if !digits.isEmpty, ".-/ \u{A0}".contains(character) {
        separators.append(character)
      } else {
        flush()
        result.append(character)
      }
    }
    flush()
    return result
  }
}
