import Foundation

/// Makes headers comparable: `CPF/CNPJ ` and `cpf cnpj` are the same.
package enum HeaderFolding {
  /// Trimmed, lower case, without accents; punctuation becomes a blank; blanks collapse.
  package static func fold(_ header: String) -> String {
    let plain = header.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
      .lowercased()
    let words = plain.split { !($0.isLetter || $0.isNumber) }
    return words.joined(separator: " ")
  }
}
