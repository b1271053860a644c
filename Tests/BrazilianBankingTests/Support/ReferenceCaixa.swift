/// Caixa's decision, written from the rule sheet alone.
struct ReferenceCaixa {
  typealias Sum = ReferenceArithmetic
  let branch: String
  let digit: String

  private static let cycle = [2, 3, 4, 5, 6, 7, 8, 9]
  private static let others = [
    "001", "002", "003", "006", "007", "013", "022", "023", "028", "037", "043",
  ]

  func verdict(_ account: String, _ type: String, _ operation: String) -> String {
    let declared = Sum.strip(operation)
    if !declared.isEmpty { return withOperation(declared, account) }
    let significant = Sum.strip(account)
    // As written: eleven digits are three and eight, thirteen are four and nine.
    if account.count == 11, Self.others.contains(String(account.prefix(3))) {
      return split(account, 3, classic: true)
    }
    if account.count == 13, account.first == "0", account.dropFirst(4).first == "0" {
      let operation = String(account.dropFirst().prefix(3))
      if Self.others.contains(operation) {
        return split(operation + account.dropFirst(5), 3, classic: true)
      }
    }
    switch significant.count {
    case 13: return split(significant, 4, classic: false)
    case 11: return split(significant, 3, classic: true)
    case 10: return split("0" + significant, 3, classic: true)
    case 9: return nine(significant)
    case 12: return "invalid"
    default: return short(significant, type)
    }
  }

  private func split(_ digits: String, _ width: Int, classic: Bool) -> String {
    let account = Sum.strip(String(digits.dropFirst(width)))
    if account.isEmpty { return "invalid" }
    let fits =
      classic ? fitsClassic(String(digits.prefix(width)), account) : fitsNew(account)
    return fits ? "valid" : "invalid"
  }

  private func withOperation(_ operation: String, _ account: String) -> String {
    guard operation.count <= 4 else { return "invalid" }
    let isClassic = operation.count <= 3
    let code = isClassic ? Sum.pad(operation, 3) : operation
    let whole = code.count + (isClassic ? 8 : 9)
    let short = Sum.strip(account)
    let length = whole - code.count
    let repeats = account.count == whole && account.hasPrefix(code)
    let mayRepeat =
      short.hasPrefix(operation) && short.count == operation.count + length
    let own =
      repeats
      ? Sum.strip(String(account.dropFirst(code.count)))
      : mayRepeat ? Sum.strip(String(short.dropFirst(operation.count))) : short
    if own.isEmpty || own.count > 9 { return "invalid" }
    if !isClassic { return fitsNew(own) ? "valid" : "invalid" }
    if own.count < 9, fitsClassic(code, own) { return "valid" }
    // Nine digits may be of the new generation, also where they begin with 7 like the operation.
    let nine = repeats || (mayRepeat && operation != "7") ? own : short
    return nine.count == 9 && fitsNew(nine) ? "unknown" : "invalid"
  }

  private func nine(_ digits: String) -> String {
    if fitsNew(digits) { return "valid" }
    let operation = "00" + digits.prefix(1)
    guard ["001", "002", "003", "006", "007"].contains(operation) else { return "invalid" }
    return fitsClassic(operation, String(digits.dropFirst())) ? "valid" : "invalid"
  }

  private func short(_ digits: String, _ type: String) -> String {
    let guesses = ["checking": ["001"], "savings": ["013"]][type] ?? ["001", "013"]
    if fitsNew(digits) || guesses.contains(where: { fitsClassic($0, digits) }) { return "valid" }
    return Self.others.contains { fitsClassic($0, digits) } ? "unknown" : "invalid"
  }

  private func fitsNew(_ account: String) -> Bool { fits(Sum.pad(account, 9)) }

  private func fitsClassic(_ operation: String, _ account: String) -> Bool {
    fits(Sum.pad(Sum.strip(branch), 4) + operation + Sum.pad(account, 8))
  }

  /// The sheet's other way to say it: sum times ten, modulo 11, ten becomes 0.
  private func fits(_ digits: String) -> Bool {
    let value = Sum.weighted(digits, fromRight: Self.cycle) * 10 % 11
    return digit == String(value == 10 ? 0 : value)
  }
}
