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
    let written =
      account.count == 12 && account.hasPrefix("0") ? String(account.dropFirst()) : account
    if written.count == 11, Self.others.contains(String(written.prefix(3))) {
      let verdict = split(written, 3, classic: true)
      guard verdict == "invalid", significant.count == 9, fitsNew(significant) else {
        return verdict
      }
      return account.count == 12 ? "valid" : significant.hasPrefix("7") ? "unknown" : verdict
    }
    switch significant.count {
    case 13: return split(significant, 4, classic: false)
    case 11: return eleven(significant, isPadded: account.count > 11)
    case 10:
      let verdict = split("0" + significant, 3, classic: true)
      let isOne = account.count > 11 && significant.dropFirst().first == "0"
      guard verdict == "invalid", isOne, !Self.others.contains("0" + significant.prefix(2)),
        Self.others.contains("00" + significant.prefix(1))
      else { return verdict }
      return split("00" + significant.prefix(1) + significant.dropFirst(2), 3, classic: true)
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

  /// An operation of two digits that is none with the next one, and an account of nine positions.
  private func eleven(_ digits: String, isPadded: Bool) -> String {
    let operation = "0" + digits.prefix(2)
    guard isPadded, digits.dropFirst(2).first == "0", Self.others.contains(operation) else {
      return split(digits, 3, classic: true)
    }
    return split(operation + digits.dropFirst(3), 3, classic: true)
  }

  private func withOperation(_ operation: String, _ account: String) -> String {
    guard operation.count <= 4 else { return "invalid" }
    let isClassic = operation.count <= 3
    let code = isClassic ? Sum.pad(operation, 3) : operation
    let whole = code.count + (isClassic ? 8 : 9)
    let short = Sum.strip(account)
    let length = whole - code.count
    let repeats = account.count == whole && account.hasPrefix(code)
    // Nine digits that begin with 7 may be a new account.
    let repeatsShort =
      short.hasPrefix(operation) && short.count == operation.count + length
      && (account.count > length + 1 || operation != "7")
    let own =
      repeats
      ? Sum.strip(String(account.dropFirst(code.count)))
      : repeatsShort ? Sum.strip(String(short.dropFirst(operation.count))) : short
    if own.isEmpty || own.count > 9 { return "invalid" }
    if !isClassic { return fitsNew(own) ? "valid" : "invalid" }
    if own.count == 9 { return fitsNew(own) ? "unknown" : "invalid" }
    return fitsClassic(code, own) ? "valid" : "invalid"
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
