/// What is true of a bulk operation whatever its records are.
package struct OperationTraits: Sendable, Equatable {
  /// Stable word, for example `data_qualification`.
  package var name: String
  /// The vendor's API that the operation belongs to, for example `payout`.
  package var family: String
  /// Which way money moves when a record is submitted.
  package var money: MoneyDirection
  /// What the API promises of a request that may have been sent already.
  package var way: WayOfSending
  /// Whether one request must be answered before the next one leaves.
  package var isOneAtATime: Bool
  /// Whether a record without a readable amount in range is rejected.
  package var needsAmount: Bool
  /// Most records that one request carries.
  package var recordsPerRequest: Int
  /// Stable code of a record that the API took otherwise than was asked for.
  package var alteredCode: String

  package init(
    name: String, family: String, money: MoneyDirection = .none,
    way: WayOfSending = .findable, isOneAtATime: Bool = false, needsAmount: Bool = false,
    recordsPerRequest: Int = .max, alteredCode: String = "api.altered"
  ) {
    precondition(recordsPerRequest > 0, "a request carries records")
    self.name = name
    self.family = family
    self.money = money
    self.way = way
    self.isOneAtATime = isOneAtATime
    self.needsAmount = needsAmount
    self.recordsPerRequest = recordsPerRequest
    self.alteredCode = alteredCode
  }
}

extension OperationTraits {
  /// What follows from the way of sending.
  package var sending: SendingRules { SendingRules(way, money: money) }
}

/// Which way money moves when a record is submitted.
package enum MoneyDirection: Sendable, Equatable {
  case none
  /// From us to others: consent is needed first.
  case outgoing
  /// From others to us.
  case incoming
}
