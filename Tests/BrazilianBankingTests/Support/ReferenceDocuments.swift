/// Documents the slow way: characters in, canonical form out, nil for no document.
enum ReferenceDocuments {
  private static let masks = Set(
    " .-/\t\u{A0}\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{200B}\u{FEFF}"
      .unicodeScalars)

  static func canonical(_ text: String, _ kind: String?) -> String? {
    let kept = text.unicodeScalars.filter { !masks.contains($0) }
    guard !kept.isEmpty, kept.allSatisfy(isLetterOrDigit) else { return nil }
    let code = String(String.UnicodeScalarView(kept)).uppercased()
    switch kind {
    case "cpf": return cpf(code)
    case "cnpj": return cnpj(code)
    case nil where code.count == 14: return cnpj(code) ?? cpf(code)
    default: return cpf(code) ?? cnpj(code)
    }
  }

  /// Without the zeros that make digits longer than `width`; of more than 20 nothing is known.
  private static func trimmed(_ code: String, to width: Int) -> String {
    guard code.count > width, code.count <= 20, code.allSatisfy({ $0.isNumber }) else {
      return code
    }
    let surplus = code.prefix(code.count - width)
    return surplus.allSatisfy { $0 == "0" } ? String(code.dropFirst(surplus.count)) : code
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar)
  }

  private static func cpf(_ text: String) -> String? {
    let code = trimmed(text, to: 11)
    guard code.count <= 11, code.allSatisfy({ $0.isNumber }) else { return nil }
    let digits = ReferenceArithmetic.pad(code, 11)
    guard Set(digits).count > 1 else { return nil }
    return fits(digits, cycle: 100) ? digits : nil
  }

  private static func cnpj(_ text: String) -> String? {
    let code = trimmed(text, to: 14)
    let isNumeric = code.allSatisfy { $0.isNumber }
    guard code.count == 14 || (isNumeric && code.count < 14) else { return nil }
    let whole = ReferenceArithmetic.pad(code, 14)
    guard whole.suffix(2).allSatisfy({ $0.isNumber }), whole.contains(where: { $0 != "0" }) else {
      return nil
    }
    return fits(whole, cycle: 8) ? whole : nil
  }

  /// Whether the last two characters are the digits of those before them.
  private static func fits(_ code: String, cycle: Int) -> Bool {
    var values = code.dropLast(2).map { Int($0.asciiValue ?? 48) - 48 }
    for _ in 0..<2 {
      var sum = 0
      for (offset, value) in values.reversed().enumerated() { sum += value * (2 + offset % cycle) }
      values.append(sum % 11 < 2 ? 0 : 11 - sum % 11)
    }
    return code.hasSuffix("\(values[values.count - 2])\(values[values.count - 1])")
  }
}
