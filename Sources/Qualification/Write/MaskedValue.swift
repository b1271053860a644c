import Spreadsheets

/// The value a finding speaks of, as much of it as may be shown.
extension CheckedColumns {
  func maskedValue(of finding: Finding, _ row: Row, in block: borrowing RowBlock) -> String {
    guard let field = finding.field else { return "" }
    let column = column(field)
    guard column >= 0, column < row.fieldCount else { return "" }
    let text = block.text(column, of: row)
    guard !text.isEmpty, text.utf8.count <= 256 else { return "" }
    switch field {
    case .name: return Masking.name(text)
    case .document: return Masking.document(text.filter { $0.isLetter || $0.isNumber })
    case .account, .pixKey: return Masking.tail(text)
    default:
      // A name may stand in the wrong column.
      return text.contains(where: \.isLetter) ? Masking.tail(text) : Masking.maskedNumbers(text)
    }
  }

  /// The column of a field that is checked; -1 for an absent one.
  func column(_ field: Field) -> Int {
    switch field {
    case .name: name
    case .document: document
    case .documentType: documentType
    case .bankCode: bankCode
    case .bankBranch: bankBranch
    case .bankBranchDigit: bankBranchDigit
    case .account: account
    case .accountDigit: accountDigit
    case .accountType: accountType
    case .operation: operation
    case .amount: amount
    case .customCode: customCode
    case .pixKey: pixKey
    case .earlierCustomCode: earlierCustomCode
    case .earlierStatus: earlierStatus
    }
  }
}
