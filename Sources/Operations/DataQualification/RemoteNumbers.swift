import BrazilianBanking
import BulkEngine

extension RemoteRecord {
  /// The ids of the vendor's statuses have one digit to three.
  private static let statuses = 0...9_999
  /// Digits of the shortest account that is known by its number.
  private static let shortestAccount = 5

  /// The record with numbers that can be what they are called.
  ///
  /// Id and status are kept in the journal, so a reply that puts a document or an account in their
  /// place must not get through: they read as 0, which is unknown.
  var withPlainNumbers: RemoteRecord {
    var record = self
    if !(Int(statusID).map(Self.statuses.contains) ?? false) { record.statusID = "0" }
    if Int(id).map(isOfPerson) ?? true { record.id = "0" }
    return record
  }

  private func isOfPerson(_ number: Int) -> Bool {
    let digits = String(number.magnitude)
    let account = self[.account] ?? ""
    let values = [self[.document] ?? "", account, account + (self[.accountDigit] ?? "")]
      .map { $0.filter(\.isNumber).drop { $0 == "0" } }
    if values.contains(where: { $0.count >= Self.shortestAccount && $0 == digits }) { return true }
    return Self.isDocument(digits)
  }

  /// A CPF or CNPJ, one leading zero of it lost.
  private static func isDocument(_ digits: String) -> Bool {
    let lengths = [11, 14].filter { digits.count == $0 || digits.count == $0 - 1 }
    return lengths.contains { length in
      let whole = (digits.count < length ? "0" : "") + digits
      return readDocument(Array(whole.utf8).span, declared: length == 11 ? .cpf : .cnpj)
        .document != nil
    }
  }
}
