/// The 26 states of Brazil and the Federal District, by their codes of two letters (IBGE).
public enum FederativeUnit: String, CaseIterable, Sendable {
  case acre = "AC"
  case alagoas = "AL"
  case amapa = "AP"
  case amazonas = "AM"
  case bahia = "BA"
  case ceara = "CE"
  case distritoFederal = "DF"
  case espiritoSanto = "ES"
  case goias = "GO"
  case maranhao = "MA"
  case matoGrosso = "MT"
  case matoGrossoDoSul = "MS"
  case minasGerais = "MG"
  case para = "PA"
  case paraiba = "PB"
  case parana = "PR"
  case pernambuco = "PE"
  case piaui = "PI"
  case rioDeJaneiro = "RJ"
  case rioGrandeDoNorte = "RN"
  case rioGrandeDoSul = "RS"
  case rondonia = "RO"
  case roraima = "RR"
  case santaCatarina = "SC"
  case saoPaulo = "SP"
  case sergipe = "SE"
  case tocantins = "TO"
}

/// What ``readFederativeUnit(_:)`` found in a text.
public struct FederativeUnitReading: Hashable, Sendable {
  /// The unit; nil when the text is none of the 27 codes.
  public let unit: FederativeUnit?
  /// The repairs made while it was read.
  public let repairs: Repairs
}

/// Reads one of the 27 codes, in letters of either case.
///
/// - Parameter text: UTF-8 bytes of the field.
public func readFederativeUnit(_ text: Span<UInt8>) -> FederativeUnitReading {
  let (start, end) = trimmedBounds(text)
  guard end - start == 2 else { return FederativeUnitReading(unit: nil, repairs: []) }
  let (first, second) = (upperCased(text[start]), upperCased(text[start + 1]))
  guard let unit = unit(first, second) else {
    return FederativeUnitReading(unit: nil, repairs: [])
  }
  let isRaised = first == text[start] && second == text[start + 1]
  return FederativeUnitReading(unit: unit, repairs: isRaised ? [] : .upperCased)
}

/// The unit of two capital letters.
private func unit(_ first: UInt8, _ second: UInt8) -> FederativeUnit? {
  var letters = ""
  letters.unicodeScalars.append(Unicode.Scalar(first))
  letters.unicodeScalars.append(Unicode.Scalar(second))
  return FederativeUnit(rawValue: letters)
}

/// Why a text is no postal code.
public enum PostalCodeFault: UInt8, CaseIterable, Sendable {
  /// Nothing but blanks or mask characters.
  case empty
  /// A character that a postal code does not have.
  case characters
  /// Not 8 digits, nor the 7 that are left when a spreadsheet drops the zero of São Paulo.
  case length
  /// Below 01000-000, where no place is.
  case range
}

/// What ``readPostalCode(_:)`` found in a text.
public struct PostalCodeReading: Hashable, Sendable {
  /// Eight digits; nil when there is a ``fault``.
  public let code: ShortCode?
  /// Why there is no postal code; nil when there is one.
  public let fault: PostalCodeFault?
  /// The repairs made while it was read.
  public let repairs: Repairs

  /// Where the code is by the ranges of Correios; nil where no range is known. The ranges have been
  /// moved before: a disagreement with a given unit is a reason to warn, never to reject.
  public var unit: FederativeUnit? {
    guard let code else { return nil }
    let prefix = (0..<3).reduce(0) { $0 * 10 + Int(code[$1] &- 0x30) }
    return postalRanges.first { $0.prefixes.contains(prefix) }?.unit
  }
}

/// Reads a CEP, with or without its mask `00000-000`.
///
/// Seven digits are one of São Paulo, which alone begin with 0, without its zero. Where a mask stands between
/// them, three must follow it: otherwise another digit is missing.
///
/// - Parameter text: UTF-8 bytes of the field.
public func readPostalCode(_ text: Span<UInt8>) -> PostalCodeReading {
  var code = ShortCode()
  var index = 0
  var count = 0
  // Digits in front of the last mask character that stands between digits.
  var (masked, marked) = (0, 0)
  while index < text.count {
    let byte = text[index]
    if byte &- 0x30 <= 9 {
      if count < 8 { code.append(byte) }
      masked = marked
      count += 1
      index += 1
    } else {
      let length = byte == 0x2F ? 0 : ignorableLength(text, at: index)
      if length == 0 { return failed(.characters) }
      marked = count
      index += length
    }
  }
  if count == 0 { return failed(.empty) }
  guard count == 8 || count == 7 && (masked == 0 || masked == 4) else { return failed(.length) }
  code = code.padded(to: 8)
  if code[0] == 0x30, code[1] == 0x30 { return failed(.range) }
  return PostalCodeReading(code: code, fault: nil, repairs: count == 7 ? .zerosRestored : [])
}

private func failed(_ fault: PostalCodeFault) -> PostalCodeReading {
  PostalCodeReading(code: nil, fault: fault, repairs: [])
}

/// The first three digits of the codes of each unit (Correios).
private let postalRanges: [(prefixes: ClosedRange<Int>, unit: FederativeUnit)] = [
  (10...199, .saoPaulo), (200...289, .rioDeJaneiro), (290...299, .espiritoSanto),
  (300...399, .minasGerais), (400...489, .bahia), (490...499, .sergipe),
  (500...569, .pernambuco), (570...579, .alagoas), (580...589, .paraiba),
  (590...599, .rioGrandeDoNorte), (600...639, .ceara), (640...649, .piaui),
  (650...659, .maranhao), (660...688, .para), (689...689, .amapa), (690...692, .amazonas),
  (693...693, .roraima), (694...698, .amazonas), (699...699, .acre),
  (700...727, .distritoFederal), (728...729, .goias), (730...736, .distritoFederal),
  (737...767, .goias), (768...769, .rondonia), (770...779, .tocantins),
  (780...788, .matoGrosso), (790...799, .matoGrossoDoSul), (800...879, .parana),
  (880...899, .santaCatarina), (900...999, .rioGrandeDoSul),
]
