/// Verdicts of an independent implementation: `valid`, `unknown`, `invalid`.
struct ReferenceChecker {
  typealias Sum = ReferenceArithmetic
  let rules: ReferenceRules

  func bank(_ code: String) -> ReferenceBank { rules.banks[code] ?? rules.default }

  // MARK: Branch

  func branch(_ code: String, _ branch: String, _ digit: String) -> String {
    let rule = bank(code).branch
    let significant = Sum.strip(branch)
    if branch.isEmpty || significant.isEmpty { return "invalid" }
    if significant.count > rule.max_digits || isAmbiguous(branch, digit, rule) { return "invalid" }
    if digit.count > 2 || !digit.allSatisfy({ "0123456789XP".contains($0) }) { return "invalid" }
    var verdict = "valid"
    if let expected = rule.expected, !expected.map(Sum.strip).contains(significant) {
      verdict = mismatch(rule.expected_enforcement ?? "none")
    }
    if verdict != "valid" || digit.isEmpty { return verdict }
    return branchDigit(significant, digit, rule)
  }

  /// Zeros in front may fill a branch up, or its last digit may be its check digit.
  private func isAmbiguous(_ branch: String, _ digit: String, _ rule: ReferenceBranch) -> Bool {
    let shorter = Sum.strip(String(branch.dropLast()))
    guard branch.count > 4, digit.isEmpty, rule.max_digits < 5, !shorter.isEmpty else {
      return false
    }
    if let expected = rule.expected { return expected.map(Sum.strip).contains(shorter) }
    guard let check = rule.digit, check.type != "banrisul_branch" else { return false }
    return accepts(check, self.digit(check, branch: shorter, account: ""), String(branch.suffix(1)))
  }

  private func branchDigit(_ branch: String, _ digit: String, _ rule: ReferenceBranch) -> String {
    guard let check = rule.digit else { return "valid" }
    if check.type == "banrisul_branch" {
      return Sum.banrisulBranch(branch).hasPrefix(digit) ? "valid" : "invalid"
    }
    let computed = self.digit(check, branch: branch, account: "")
    return accepts(check, computed, digit) ? "valid" : mismatch(rule.digit_enforcement)
  }

  private func mismatch(_ enforcement: String) -> String {
    enforcement == "hard" ? "invalid" : "unknown"
  }

  // MARK: Account

  func account(
    _ code: String, branch: String, _ account: String, _ digit: String, type: String,
    operation: String
  ) -> String {
    let rule = bank(code).account
    let significant = Sum.strip(account)
    if significant.isEmpty || significant.count > rule.max_digits { return "invalid" }
    if digit.isEmpty { return rule.digit_required ? "invalid" : "unknown" }
    if digit.count > 2 || !digit.allSatisfy({ "0123456789XP".contains($0) }) { return "invalid" }
    if code == "104" {
      return digit.count == 1
        ? ReferenceCaixa(branch: branch, digit: digit).verdict(account, type, operation)
        : "invalid"
    }
    if rule.checks.isEmpty { return "unknown" }
    if digit.count != 1 { return "invalid" }
    return candidates(code, significant, operation).contains { candidate in
      rule.checks.contains { check in
        if code == "070", (check.parts?.count ?? 0) > 1, significant.count > 6 { return false }
        return accepts(check, self.digit(check, branch: branch, account: candidate), digit)
      }
    } ? "valid" : significant.count > rule.hard_up_to ? "unknown" : mismatch(rule.enforcement)
  }

  /// The account, or what an account type in its own column makes of it.
  private func candidates(_ code: String, _ account: String, _ operation: String) -> [String] {
    let type = Sum.strip(operation)
    guard !type.isEmpty, operation.count <= 2 else { return [account] }
    switch code {
    case "033" where account.count <= 6: return [type + Sum.pad(account, 6)]
    case "041" where account.count <= 7: return [type + Sum.pad(account, 7)]
    case "001" where type == "51" && account.count <= 7:
      return [account, "51" + Sum.pad(account, 7)]
    default: return [account]
    }
  }

  // MARK: Digits

  private func accepts(_ check: ReferenceCheck, _ computed: String?, _ digit: String) -> Bool {
    guard let computed else { return false }
    return computed == digit || (check.accept?[computed] ?? []).contains(digit)
  }

  /// Nil when the branch is in no table.
  func digit(_ check: ReferenceCheck, branch: String, account: String) -> String? {
    if let blocks = check.blocks {
      var sum = 0
      for block in blocks {
        guard let digits = concatenated(block, branch, account) else { return nil }
        sum += Sum.weighted(digits, fromRight: block.weights_from_right ?? [])
      }
      return mapped(check, 11 - sum % 11)
    }
    guard let digits = concatenated(check, branch, account) else { return nil }
    let sum = check.weights_from_right.map { Sum.weighted(digits, fromRight: $0) } ?? 0
    switch check.type {
    case "mod11": return mapped(check, 11 - sum % 11)
    case "mod11_remainder": return mapped(check, sum % 11)
    case "luhn": return Sum.luhn(digits)
    case "mod10_units": return Sum.unitsFromLeft(digits, check.weights_from_left ?? [])
    case "verhoeff": return Sum.verhoeff(digits)
    default: return nil
    }
  }

  private func mapped(_ check: ReferenceCheck, _ value: Int) -> String {
    check.map?[String(value)] ?? String(value)
  }

  private func concatenated(
    _ check: ReferenceCheck, _ branch: String, _ account: String
  ) -> String? {
    var digits = ""
    for part in check.parts ?? [] {
      var value = part.literal ?? Sum.strip(part.field == "branch" ? branch : account)
      if let length = part.len {
        value = Sum.pad(value, length)
        if part.last == true { value = String(value.suffix(length)) }
      }
      if let name = part.map {
        guard let old = rules.tables[name]?[value] else { return nil }
        value = old
      }
      digits += value
    }
    return digits
  }
}
