import Foundation
import Spreadsheets

/// Makes headers comparable: `CPF/CNPJ ` and `cpf cnpj` are the same.
package enum HeaderFolding {
  /// Trimmed, lower case, without accents; punctuation becomes a blank; blanks collapse.
  /// Accents that were saved in the wrong encoding (`AgÃªncia`) are read all the same.
  package static func fold(_ header: String) -> String {
    let header =
      Mojibake.mended(header.utf8.span).map { String(decoding: $0, as: UTF8.self) }
      ?? header
    let plain = header.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
      .lowercased()
    let words = plain.split { !($0.isLetter || $0.isNumber) }
    return words.joined(separator: " ")
  }
}
