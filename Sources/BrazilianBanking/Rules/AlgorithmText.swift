/// The calculations in words.
extension BilingualText {
  static let banrisulBranch = BilingualText(
    english: "Two digits. First: digits times 1, 2, 1, 2 from the left, digits of products added, "
      + "10 - sum mod 10. Second: modulo 11 of branch and first digit, weights 2 to 6 from the "
      + "right; remainder 0 gives 0, remainder 1 raises the first digit by one.",
    portuguese: "Dois dígitos. Primeiro: algarismos vezes 1, 2, 1, 2 da esquerda, somados os "
      + "algarismos dos produtos, 10 - soma mod 10. Segundo: módulo 11 da agência com o primeiro "
      + "dígito, pesos 2 a 6 da direita; resto 0 dá 0, resto 1 aumenta o primeiro dígito em um.")

  static let caixa = [
    BilingualText(
      english: "Classic: modulo 11, weights 2 to 9 from the right, over branch (4), operation (3) "
        + "and account (8); 10 and 11 become 0.",
      portuguese: "Clássica: módulo 11, pesos 2 a 9 da direita, sobre agência (4), operação (3) e "
        + "conta (8); 10 e 11 viram 0."),
    BilingualText(
      english: "New accounts (NSGD, operation of 4 digits): modulo 11, weights 2 to 9 from the "
        + "right, over the account (9) alone; 10 and 11 become 0.",
      portuguese: "Contas novas (NSGD, operação de 4 dígitos): módulo 11, pesos 2 a 9 da direita, "
        + "só sobre a conta (9); 10 e 11 viram 0."),
  ]
}

extension DigitCheck {
  /// The field whose digit a check gives.
  enum Field: Sendable {
    case branch
    case account
  }

  /// The calculation in words.
  func words(over field: Field) -> BilingualText {
    let span = spanWords(field)
    let result = resultWords
    return BilingualText(
      english: "\(methodWords.english) over \(span.english)\(result.english).",
      portuguese: "\(methodWords.portuguese) sobre \(span.portuguese)\(result.portuguese).")
  }

  private var methodWords: BilingualText {
    let list = weights.cycle.map(String.init).joined(separator: ", ")
    switch algorithm {
    case .mod11:
      return BilingualText(
        english: "11 - sum mod 11, weights \(list) from the right,",
        portuguese: "11 - soma mod 11, pesos \(list) da direita,")
    case .mod11Remainder:
      return BilingualText(
        english: "Sum mod 11, weights \(list) from the right,",
        portuguese: "Soma mod 11, pesos \(list) da direita,")
    case .mod10Units:
      return BilingualText(
        english: "10 - sum of the units of the products mod 10, weights \(list) from the right,",
        portuguese: "10 - soma das unidades dos produtos mod 10, pesos \(list) da direita,")
    case .luhn:
      return BilingualText(
        english: "Luhn (weights 2, 1 from the right, digits of products added)",
        portuguese: "Luhn (pesos 2, 1 da direita, somados os algarismos dos produtos)")
    case .verhoeff:
      return BilingualText(
        english: "Verhoeff, without leading zeros,", portuguese: "Verhoeff, sem zeros à esquerda,")
    }
  }

  private func spanWords(_ field: Field) -> BilingualText {
    if field == .branch {
      return BilingualText(english: "the branch", portuguese: "a agência")
    }
    guard branchLength > 0 else {
      return BilingualText(english: "the account", portuguese: "a conta")
    }
    let isTranslated = branchTable != .none
    let zeros = String(repeating: "0", count: Int(gap))
    let own = branchPlace.map { place in
      (0..<Int(branchLength)).map { String(weights.cycle[(Int(place) + $0) % weights.cycle.count]) }
        .joined(separator: ", ")
    }
    return BilingualText(
      english: "branch (\(branchLength)\(isTranslated ? ", old code" : "")"
        + "\(own.map { ", weights \($0)" } ?? "")), "
        + "\(gap > 0 ? "\(zeros) and " : "")account (\(accountLength))",
      portuguese: "agência (\(branchLength)\(isTranslated ? ", código antigo" : "")"
        + "\(own.map { ", pesos \($0)" } ?? "")), "
        + "\(gap > 0 ? "\(zeros) e " : "")conta (\(accountLength))")
  }

  private var resultWords: BilingualText {
    guard algorithm == .mod11 || algorithm == .mod11Remainder else { return .nothing }
    let ten = Character(Unicode.Scalar(ten.byte))
    let eleven = Character(Unicode.Scalar(eleven.byte))
    let accepted = accepts.map {
      (Character(Unicode.Scalar($0.written.byte)), Character(Unicode.Scalar($0.computed.byte)))
    }
    let isShort = algorithm == .mod11Remainder
    return BilingualText(
      english: "; 10 becomes \(ten)\(isShort ? "" : ", 11 becomes \(eleven)")"
        + (accepted.map { "; \($0.0) is also accepted for \($0.1)" } ?? ""),
      portuguese: "; 10 vira \(ten)\(isShort ? "" : ", 11 vira \(eleven)")"
        + (accepted.map { "; \($0.0) também é aceito no lugar de \($0.1)" } ?? ""))
  }
}

extension Weights {
  /// The shortest cycle that gives all 16 places.
  var cycle: [Int] {
    let places = (0..<16).map { place in
      var code = ShortCode()
      code.append(0x31)
      return Int(sum(code, at: place))
    }
    let length = (1...16).first { length in
      (0..<(16 - length)).allSatisfy { places[$0] == places[$0 + length] }
    }
    return Array(places.prefix(length ?? 16))
  }
}
