/// A file of payees in one of the ways they are exported.
struct Payroll {
  var payees: [Payee]
  var delimiter = ";"
  var lineEnd = "\n"
  var hasByteOrderMark = false
  /// Whether the file has codes of its own.
  var hasCodes = true

  init(_ payees: [Payee], _ change: (inout Payroll) -> Void = { _ in }) {
    self.payees = payees
    change(&self)
  }

  var text: String {
    let skipped = hasCodes ? 0 : 1
    let rows = ([Payee.columns] + payees.map(\.cells)).map { Array($0.dropFirst(skipped)) }
    return (hasByteOrderMark ? "\u{FEFF}" : "")
      + rows.map { $0.joined(separator: delimiter) + lineEnd }.joined()
  }
}
