import BrazilianBanking
import BulkEngine
import Spreadsheets

/// Column numbers of the fields that are checked; -1 for an absent one.
struct PayeeColumns: Sendable {
  let name, document, documentType, bankCode, bankBranch, bankBranchDigit: Int
  let account, accountDigit, accountType, operation, amount, pixKey: Int
  /// Whether records may bring codes.
  let hasCodes: Bool
  /// What the document's header says its documents are; nil when it names both, or neither.
  let documentKind: DocumentKind?
  /// The column behind the account's where nothing holds its digit and no field reads that column; else -1.
  let digitBeside: Int

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
    pixKey = mapping.column(.pixKey)
    hasCodes = mapping.bringsCodes
    documentKind = Self.documentKind(mapping)
    digitBeside =
      accountDigit < 0 && mapping.unmapped.contains(account + 1) ? account + 1 : -1
  }

  private static func documentKind(_ mapping: ColumnMapping) -> DocumentKind? {
    let column = mapping.column(.document)
    guard mapping.headers.indices.contains(column) else { return nil }
    let words = HeaderFolding.fold(mapping.headers[column]).split(separator: " ")
    switch (words.contains("cpf"), words.contains("cnpj")) {
    case (true, false): return .cpf
    case (false, true): return .cnpj
    default: return nil
    }
  }
}

extension ColumnMapping {
  /// The row with every cell of a field repaired that is UTF-8 read as Windows-1252, and those fields;
  /// nil when there is none. Only runs that were told to repair come here.
  func repaired(_ row: Row, of block: borrowing RowBlock) -> (block: RowBlock, fields: [Field])? {
    let bytes = block.bytes.span
    let bounds = block.fieldBounds.span.extracting(row.boundIndices)
    var cells: [Int: [UInt8]] = [:]
    var fields: [Field] = []
    for field in layout.allFields {
      let cell = bytes.extracting(bounds.field(column(field)))
      guard Mojibake.isFound(in: cell), let repaired = Mojibake.repaired(cell) else { continue }
      cells[column(field)] = repaired
      fields.append(field)
    }
    guard !fields.isEmpty else { return nil }
    return (RowBlock(copying: row, of: block, replacing: cells), fields)
  }
}
