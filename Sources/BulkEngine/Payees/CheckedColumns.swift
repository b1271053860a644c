/// Column numbers of the fields that are checked; -1 for an absent one.
package struct CheckedColumns: Sendable {
  let name, document, documentType, bankCode, bankBranch, bankBranchDigit: Int
  let account, accountDigit, accountType, operation, amount, customCode, pixKey: Int
  let earlierCustomCode, earlierStatus: Int
  /// False when a header has one of the two columns that only mean something as a pair.
  let hasWholePair: Bool
  /// Whether records may bring codes.
  let hasCodes: Bool
  /// Whether an earlier run may speak of records.
  let hasEarlierRun: Bool

  init(_ mapping: ColumnMapping) {
    name = mapping.column(.name)
    document = mapping.column(.document)
    documentType = mapping.column(.documentType)
    bankCode = mapping.column(.bankCode)
    bankBranch = mapping.column(.bankBranch)
    bankBranchDigit = mapping.column(.bankBranchDigit)
    account = mapping.column(.account)
    accountDigit = mapping.column(.accountDigit)
    accountType = mapping.column(.accountType)
    operation = mapping.column(.operation)
    amount = mapping.column(.amount)
    customCode = mapping.column(.customCode)
    pixKey = mapping.column(.pixKey)
    earlierCustomCode = mapping.column(.earlierCustomCode)
    earlierStatus = mapping.column(.earlierStatus)
    hasWholePair = mapping.hasWholePair
    hasCodes = mapping.bringsCodes
    hasEarlierRun = mapping.hasEarlierRun
  }

  /// The columns that mean something, -1 among them.
  var all: Set<Int> {
    [
      name, document, documentType, bankCode, bankBranch, bankBranchDigit, account, accountDigit,
      accountType, operation, amount, customCode, pixKey, earlierCustomCode, earlierStatus,
    ]
  }
}
