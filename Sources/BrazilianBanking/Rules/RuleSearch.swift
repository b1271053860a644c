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
