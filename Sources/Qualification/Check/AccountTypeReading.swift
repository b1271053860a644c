/// Reads an account type as sheets and systems write it; remembers the few spellings of a file.
package struct AccountTypeReading: Sendable {
  package enum Result: Sendable, Equatable {
    case type(AccountType)
    /// A payment or salary account: sent as checking, with a warning.
    case other
    case unreadable
  }

  private var known: [(text: [UInt8], result: Result)] = []

  package init() {}

  /// - Parameter text: UTF-8, not empty.
  package mutating func read(_ text: Span<UInt8>) -> Result {
    for index in known.indices where isEqual(known[index].text, text) {
      return known[index].result
    }
    let bytes = (0..<text.count).map { text[$0] }
    let result = Self.result(of: HeaderFolding.fold(String(decoding: bytes, as: UTF8.self)))
    if known.count < 32 { known.append((bytes, result)) }
    return result
  }

  private func isEqual(_ known: [UInt8], _ text: Span<UInt8>) -> Bool {
    guard known.count == text.count else { return false }
    for index in text.indices where known[index] != text[index] { return false }
    return true
  }

  private static func result(of folded: String) -> Result {
    if checking.contains(folded) { return .type(.checking) }
    if savings.contains(folded) { return .type(.savings) }
    return others.contains(folded) ? .other : .unreadable
  }

  private static let checking: Set<String> = [
    "c", "cc", "c c", "corrente", "conta corrente", "01", "1", "checking", "checking account",
    "conta corrente conjunta", "conta corrente individual", "cacc",
  ]
  private static let savings: Set<String> = [
    "p", "cp", "pp", "poupanca", "conta poupanca", "02", "2", "s", "savings", "savings account",
    "conta poupanca conjunta", "conta poupanca individual", "svgs",
  ]
  private static let others: Set<String> = [
    "pagamento", "conta pagamento", "conta de pagamento", "pg", "payment", "payment account",
    "tran", "salario", "conta salario", "cs", "salary", "slry", "3", "03", "4", "04",
  ]
}
