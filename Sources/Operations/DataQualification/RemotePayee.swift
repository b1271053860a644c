import BrazilianBanking
import BulkEngine

/// What the API shows of a record's payee: the identity of a ``RemoteRecord``, in its order.
enum RemotePayee: Int, CaseIterable {
  case document
  case bankCode
  case bankBranch
  case account
  case accountDigit
}

extension RemoteRecord {
  /// A record with a payee.
  init(
    id: String, customCode: String, statusID: String, serviceName: String? = nil, document: String?,
    bankCode: String? = nil, bankBranch: String? = nil, account: String? = nil,
    accountDigit: String? = nil, createdAt: String? = nil, batchCode: String? = nil,
    amountInCents: Int64? = nil
  ) {
    let identity = [document, bankCode, bankBranch, account, accountDigit]
    self.init(
      id: id, customCode: customCode, statusID: statusID, treatment: serviceName,
      identity: identity.contains { $0 != nil } ? identity : [], createdAt: createdAt,
      batchCode: batchCode, amountInCents: amountInCents)
  }

  /// What the API shows of the payee; `nil` where it shows nothing.
  subscript(value: RemotePayee) -> String? {
    get { value.rawValue < identity.count ? identity[value.rawValue] : nil }
    set {
      guard newValue != nil || value.rawValue < identity.count else { return }
      while identity.count < RemotePayee.allCases.count { identity.append(nil) }
      identity[value.rawValue] = newValue
    }
  }
}

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
