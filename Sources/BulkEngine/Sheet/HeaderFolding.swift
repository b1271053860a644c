import Foundation
import Spreadsheets

/// Makes headers comparable: `CPF/CNPJ ` and `cpf cnpj` are the same.
package enum HeaderFolding {
  /// Trimmed, lower case, without accents; punctuation becomes a blank; blanks collapse.
  /// Accents that were saved in the wrong encoding (`AgÃªncia`) are read all the same.
  package static func fold(_ header: String) -> String {
    if let folded = foldASCII(header) { return folded }
    let header =
      Mojibake.repaired(header.utf8.span).map { String(decoding: $0, as: UTF8.self) }
      ?? header
    let plain = header.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
      .lowercased()
    let words = plain.split { !($0.isLetter || $0.isNumber) }
    return words.joined(separator: " ")
  }

  /// The same of ASCII alone, a tenth of the work; nil for anything else.
  private static func foldASCII(_ header: String) -> String? {
    var folded: [UInt8] = []
    for byte in header.utf8 {
      switch byte {
      case 0x80...: return nil
      case 0x41...0x5A: folded.append(byte | 0x20)
      case 0x30...0x39, 0x61...0x7A: folded.append(byte)
      default: if let last = folded.last, last != 0x20 { folded.append(0x20) }
      }
    }
    if folded.last == 0x20 { folded.removeLast() }
    return String(decoding: folded, as: UTF8.self)
  }
}
