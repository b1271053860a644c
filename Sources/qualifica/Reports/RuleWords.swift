import BrazilianBanking
import BulkEngine

/// The parts of a rule in words.
enum RuleWords {
  static func text(_ confidence: Confidence, _ language: Language) -> String {
    switch confidence {
    case .high:
      language.pick(
        "high (independent sources agree, real numbers confirm)",
        "alta (fontes independentes concordam, números reais confirmam)")
    case .medium:
      language.pick(
        "medium (one authority, or real numbers only)",
        "média (uma autoridade, ou só números reais)")
    case .low:
      language.pick(
        "low (sources contradict each other, or one weak source)",
        "baixa (fontes se contradizem, ou uma só fonte fraca)")
    case .format:
      language.pick("form only (no public rule)", "só a forma (sem regra pública)")
    }
  }

  /// What a wrong digit does under the usual `--digits confident`.
  static func text(_ enforcement: Enforcement, _ language: Language) -> String {
    switch enforcement {
    case .hard: language.pick("a wrong digit rejects", "dígito errado rejeita")
    case .soft: language.pick("a wrong digit warns", "dígito errado gera aviso")
    case .none: language.pick("the digit is not checked", "o dígito não é verificado")
    }
  }

  static func branch(_ branch: BranchDescription, _ language: Language) -> String {
    var parts = [
      language.pick("up to \(branch.longest) digits", "até \(branch.longest) dígitos")
    ]
    if let only = branch.expected {
      let fate =
        branch.expectedEnforcement == .hard
        ? language.pick("another one rejects", "outra rejeita")
        : language.pick("another one warns", "outra gera aviso")
      parts.append(language.pick("always \(only) (\(fate))", "sempre \(only) (\(fate))"))
    }
    if branch.digitLength == 0 {
      parts.append(
        language.pick("no check digit (one is ignored)", "sem dígito verificador (é ignorado)"))
    } else {
      parts.append(
        language.pick(
          "check digit of \(branch.digitLength), optional",
          "dígito verificador de \(branch.digitLength), opcional"))
      parts.append(text(branch.enforcement, language))
    }
    return parts.joined(separator: "; ")
  }

  static func account(_ account: AccountDescription, _ language: Language) -> String {
    var parts = [
      language.pick(
        "up to \(account.longest) digits without check digit, usually \(account.typicalLength)",
        "até \(account.longest) dígitos sem o verificador, em geral \(account.typicalLength)"),
      account.isDigitRequired
        ? language.pick("check digit required", "dígito verificador obrigatório")
        : language.pick(
          "no rule for its check digit, but a record needs one",
          "sem regra para o dígito verificador, mas um registro precisa dele"),
      text(account.enforcement, language),
    ]
    if account.enforcement != .none, account.provenUpTo < account.longest {
      parts.append(
        language.pick(
          "proven up to \(account.provenUpTo) digits, above that it warns",
          "comprovada até \(account.provenUpTo) dígitos, acima disso gera aviso"))
    }
    return parts.joined(separator: "; ")
  }

  static func example(_ example: RuleExample, _ language: Language) -> String {
    func joined(_ number: String, _ digit: String) -> String {
      digit.isEmpty ? number : "\(number)-\(digit)"
    }
    var parts = [language.pick("branch ", "agência ") + joined(example.branch, example.branchDigit)]
    if !example.operation.isEmpty {
      parts.append(language.pick("operation ", "operação ") + example.operation)
    }
    parts.append(language.pick("account ", "conta ") + joined(example.account, example.digit))
    return parts.joined(separator: ", ")
  }
}
