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
