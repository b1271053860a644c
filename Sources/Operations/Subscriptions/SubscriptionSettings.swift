package import BulkEngine

/// What a run of subscriptions is started with and keeps for its life, beside what every operation has.
package struct SubscriptionSettings: SenderSettings, Sendable, Equatable, Codable {
  /// Whether a value may be repaired; otherwise that is an error.
  package var repairs = true
  /// The client on whose behalf people are billed; 0 in a check that sends nothing.
  package var clientID = 0
  /// Receives a callback for every change of a charge's status, and when a subscription expires.
  package var notificationURL: String?
  package var senderName: SenderDetail?
  package var senderDocument: SenderDetail?
  package var senderHelpdesk: SenderDetail?
  package var senderMark: String?
  /// When the run began, in Brasília: first dates are counted from that day.
  package var begunAt: BrasiliaTime

  package init(begunAt: BrasiliaTime) {
    self.begunAt = begunAt
  }

  /// - Throws: `DecodingError` when `settings` are not those of this operation.
  package init(_ settings: OperationSettings) throws {
    self = try settings.decoded(as: Self.self)
  }

  /// As the journal keeps them.
  package var stored: OperationSettings {
    OperationSettings(name: Subscriptions.name, variant: Subscriptions.name, self)
  }
}
