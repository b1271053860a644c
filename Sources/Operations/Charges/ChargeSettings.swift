package import BulkEngine
package import Foundation

/// What a run of charges is started with and keeps for its life, beside what every operation has.
package struct ChargeSettings: SenderSettings, Sendable, Equatable, Codable {
  /// Whether a value may be repaired; otherwise that is an error.
  package var repairs = true
  /// The type of all charges; nil where the sheet says it.
  package var chargeType: ChargeType?
  /// The client on whose behalf people are billed.
  package var merchantID: Int?
  /// Receives a callback for every change of a charge's status.
  package var notificationURL: String?
  package var senderName: SenderDetail?
  package var senderDocument: SenderDetail?
  package var senderHelpdesk: SenderDetail?
  package var senderMark: String?
  package var refundMode: RefundMode?
  /// How long the run goes on; nil ends it when the charges exist.
  package var until: ChargeEnd?
  /// Absolute path of the folder for boletos to print; nil where none is wanted.
  package var printables: String?
  /// Whether the payment pages are those of the sandbox.
  package var isSandbox = true
  /// When the run began, in Brasília: what is due before is rejected.
  package var begunAt: BrasiliaTime

  package init(begunAt: BrasiliaTime) {
    self.begunAt = begunAt
  }

  /// - Throws: `DecodingError` when `settings` are not those of this operation.
  package init(_ settings: OperationSettings) throws {
    self = try settings.decoded(as: Self.self)
    guard settings.name == Charges.name, (merchantID ?? 0) >= 0 else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: [], debugDescription: "impossible settings"))
    }
  }

  /// As the journal keeps them.
  package var stored: OperationSettings {
    OperationSettings(name: Charges.name, variant: Charges.name, self)
  }
}

/// How somebody pays a charge, in the API's words.
package enum ChargeType: String, Sendable, Codable, CaseIterable {
  case pix
  case boleto
}

/// What a run of charges waits for.
package enum ChargeEnd: String, Sendable, Codable, CaseIterable {
  /// Every charge is credited, or will never be.
  case paid
}

/// Who pays for the refund of a charge that was split, in the API's words.
package enum RefundMode: String, Sendable, Codable, CaseIterable {
  case client = "FULL_REFUND_CLIENT"
  case recipient = "FULL_REFUND_RECIPIENT"
}

/// A minute as clocks show it in Brasília, three hours behind UTC all the year: `2026-12-31T23:59`.
package struct BrasiliaTime: Sendable, Hashable, Codable, Comparable {
  package let text: String

  package init(_ date: Date) {
    var style = Date.ISO8601FormatStyle(timeZone: .gmt)
    style = style.year().month().day().dateSeparator(.dash)
      .time(includingFractionalSeconds: false).timeSeparator(.colon).dateTimeSeparator(.standard)
    text = String(date.addingTimeInterval(-3 * 3_600).formatted(style).prefix(16))
  }

  package init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// `2026-12-31`
  package var day: String { String(text.prefix(10)) }

  /// Texts with the largest unit first.
  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
