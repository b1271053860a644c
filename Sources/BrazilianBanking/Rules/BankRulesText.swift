/// Everything that decides how branches and accounts are judged, as text: two programs with the same
/// text judge alike. For comparisons only, its form has no meaning.
public let bankRulesText: String = {
  let table = CompiledRuleTable.shared
  return "\(table.index)\(table.rules)"
}()

/// The bundled list of banks, as it stands in the program.
public var bundledBankListText: String { bundledBankList }
