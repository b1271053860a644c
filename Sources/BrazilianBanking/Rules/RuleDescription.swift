/// What is known about the branches and accounts of a bank, as plain values for people and tools.
public struct RuleDescription: Hashable, Sendable {
  /// COMPE code, 0 for the rule of all other banks.
  public let compe: UInt16
  /// Name of the bank.
  public let name: String
  /// Whether its retail accounts have moved to another bank.
  public let isLegacy: Bool
  /// How sure the sources are.
  public let confidence: Confidence
  /// The rule of branches.
  public let branch: BranchDescription
  /// The rule of accounts.
  public let account: AccountDescription
  /// An invented account that fits the rule.
  public let example: RuleExample
  /// Remarks, empty when there are none.
  public let notes: BilingualText
  /// The sources of the rule.
  public let sources: [String]
}

/// The branches of a bank.
public struct BranchDescription: Hashable, Sendable {
  /// Most significant digits, without check digit.
  public let longest: Int
  /// Characters of the check digit, 0 when the bank has none. A digit is never required.
  public let digitLength: Int
  /// How the digit is calculated, empty when nothing is.
  public let algorithm: BilingualText
  /// What a wrong digit means.
  public let enforcement: Enforcement
  /// The only branch of the bank with four digits, nil when it has many.
  public let expected: String?
  /// What another branch than ``expected`` means.
  public let expectedEnforcement: Enforcement
}

/// The accounts of a bank.
public struct AccountDescription: Hashable, Sendable {
  /// Usual number of digits, without check digit.
  public let typicalLength: Int
  /// Most significant digits.
  public let longest: Int
  /// Significant digits up to which the rule is proven; longer accounts are never rejected for
  /// their digit.
  public let provenUpTo: Int
  /// Whether a record needs the check digit.
  public let isDigitRequired: Bool
  /// Ways to calculate the digit; one that fits is enough. Empty when nothing is calculated.
  public let algorithms: [BilingualText]
  /// What a wrong digit means.
  public let enforcement: Enforcement
}

/// An invented branch and account with their right digits.
public struct RuleExample: Hashable, Sendable {
  /// The branch.
  public let branch: String
  /// Its digit, empty when the bank has none.
  public let branchDigit: String
  /// Operation or account type given apart, mostly empty.
  public let operation: String
  /// The account.
  public let account: String
  /// Its digit; without a rule any digit.
  public let digit: String
}

/// The description of a bank's rule, or of the rule of all other banks when it has no entry.
///
/// - Parameter bank: COMPE code.
public func describeRule(bank: UInt16) -> RuleDescription {
  (BankRules.entry(for: bank) ?? BankRules.other).description
}

/// Descriptions of all banks with an entry of their own, in the order of the COMPE code.
public func describeAllRules() -> [RuleDescription] {
  BankRules.all.map(\.description)
}

extension BankRule {
  var description: RuleDescription {
    RuleDescription(
      compe: compe, name: name, isLegacy: isLegacy, confidence: confidence,
      branch: branch.description, account: account.description, example: example.description,
      notes: notes, sources: sources)
  }
}

extension BranchRule {
  fileprivate var description: BranchDescription {
    let words: BilingualText =
      switch check {
      case .none: .nothing
      case .digit(let check): check.words(over: .branch)
      case .banrisul: .banrisulBranch
      }
    let only = expected == 0 ? nil : zeroPadded(UInt32(expected), width: 4).description
    return BranchDescription(
      longest: longest, digitLength: digitLength, algorithm: words, enforcement: enforcement,
      expected: only, expectedEnforcement: expectedEnforcement)
  }
}

extension AccountRule {
  fileprivate var description: AccountDescription {
    AccountDescription(
      typicalLength: typicalLength, longest: longest, provenUpTo: provenUpTo,
      isDigitRequired: digitRequired,
      algorithms: operation == .caixa
        ? BilingualText.caixa : checks.map { $0.words(over: .account) },
      enforcement: enforcement)
  }
}

extension WorkedExample {
  fileprivate var description: RuleExample {
    RuleExample(
      branch: branch, branchDigit: branchDigit, operation: operation, account: account,
      digit: digit)
  }
}

/// The banks with an entry of their own that a person may mean by a name.
///
/// Case, accents and punctuation do not count. A name that is exactly an entry's finds that one
/// alone; else every entry whose name has the words in this order is found: `itau` finds Itaú
/// Unibanco, `banco` finds many.
///
/// - Parameter name: UTF-8 bytes of the name or of some of its words.
/// - Returns: the rules found, in the order of the COMPE code; empty when there is none.
public func findRules(named name: Span<UInt8>) -> [RuleDescription] {
  guard let wanted = FoldedName(name) else { return [] }
  let entries = BankRules.all.compactMap { rule in
    FoldedName(rule.name.utf8.span).map { (rule: rule, name: $0) }
  }
  if let exact = entries.first(where: { $0.name == wanted }) { return [exact.rule.description] }
  return entries.filter { $0.name.hasWords(of: wanted) }.map(\.rule.description)
}

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
