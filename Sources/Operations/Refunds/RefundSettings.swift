package import BulkEngine

/// What a run of refunds is started with and keeps for its life, beside what every operation has.
package struct RefundSettings: Sendable, Equatable, Codable {
  /// Whether a value may be repaired; otherwise that is an error.
  package var repairs = true
  /// The client whose wallet is compared with the sum before anybody agrees; nil compares nothing.
  package var clientID: Int?
  /// Receives a callback for every change of a refund's status.
  package var notificationURL: String?
  /// Whether refunds go to the vendor's own sandbox, which takes one word for a reason.
  package var isVendorSandbox = false

  package init() {}

  /// - Throws: `DecodingError` when `settings` are not those of this operation.
  package init(_ settings: OperationSettings) throws {
    self = try settings.decoded(as: Self.self)
  }

  /// As the journal keeps them.
  package var stored: OperationSettings {
    OperationSettings(name: Refunds.name, variant: Refunds.name, self)
  }
}
