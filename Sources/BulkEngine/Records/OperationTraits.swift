/// What is true of a bulk operation whatever its records are.
package struct OperationTraits: Sendable, Equatable {
  /// Stable word, for example `data_qualification`.
  package var name: String
  /// The vendor's API that the operation belongs to, for example `payout`.
  package var family: String
  /// Which way money moves when a record is submitted.
  package var money: MoneyDirection
  /// Whether a record without a readable amount in range is rejected.
  package var needsAmount: Bool
  /// Most records that one request carries.
  package var recordsPerRequest: Int
  /// Stable code of a record that the API took otherwise than was asked for.
  package var alteredCode: String

  package init(
    name: String, family: String, money: MoneyDirection = .none, needsAmount: Bool = false,
    recordsPerRequest: Int = .max, alteredCode: String = "api.altered"
  ) {
    precondition(recordsPerRequest > 0, "a request carries records")
    self.name = name
    self.family = family
    self.money = money
    self.needsAmount = needsAmount
    self.recordsPerRequest = recordsPerRequest
    self.alteredCode = alteredCode
  }
}

/// Which way money moves when a record is submitted.
package enum MoneyDirection: Sendable, Equatable {
  case none
  /// From us to others: consent is needed first.
  case outgoing
  /// From others to us.
  case incoming
}
