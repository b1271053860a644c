/// The dialects of CNAB 240 payments that are read and written: tables of positions under the names
/// that `--cnab-layout` and profiles use.
package enum CNABLayout: String, Sendable, Equatable, Codable, CaseIterable {
  case febraban10 = "febraban-10"
  case febraban86 = "febraban-8.6"
  case bradesco = "bradesco-multipag"
  case itau = "itau-sispag-080"
  case santander = "santander-pagfor-060"
  case caixa = "caixa-080"

  /// Characters of every line.
  package static let lineLength = 240

  /// The dialect that a file's header speaks.
  ///
  /// Itaú writes its version into 15–17, all others into 164–166. Numbers are hints: the banks share
  /// FEBRABAN's positions with few exceptions.
  ///
  /// - Parameters:
  ///   - bank: three digits.
  ///   - early: positions 15–17, without blanks.
  ///   - late: positions 164–166, without blanks.
  package static func detect(bank: String, early: String, late: String) -> CNABLayout {
    let hasEarly = (Int(early) ?? 0) > 0
    let version = Int(late) ?? 0
    if version == 0, hasEarly || bank == "341" { return .itau }
    switch bank {
    case "341": return hasEarly ? .itau : .febraban10
    case "237": return .bradesco
    case "033", "353": return .santander
    case "104": return .caixa
    // Sicoob's 087 and Sicredi's 082 to 087 are numbers of their own.
    case "756", "748": return .febraban10
    default: return (20...86).contains(version) ? .febraban86 : .febraban10
    }
  }

  /// Whether a payment of this form must bring segment B with the payee's document.
  ///
  /// - Parameter form: of the lot, positions 12–13 of its header.
  func demandsSegmentB(form: String) -> Bool {
    switch self {
    case .itau: false
    case .santander: form != "01" && form != "05"
    case .febraban10, .febraban86, .bradesco, .caixa: true
    }
  }

  /// Whether position 29 holds the digit of the branch.
  package var hasBranchDigit: Bool { self != .itau && self != .santander }
}
