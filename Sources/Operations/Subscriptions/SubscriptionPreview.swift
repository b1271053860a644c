package import BulkEngine
import Foundation

/// The dates of the charges that a schedule would make, asked of the API: a request without an effect.
package struct SubscriptionPreview: Sendable, Hashable, Comparable {
  /// `2026-12-31`
  package let dateFirst: String
  /// In the API's words.
  package let frequency: String
  private let daysBefore: String
  private let quantity: String

  /// - Parameter value: gives a value of a subscription by its position.
  package init(_ value: (Int) -> String) {
    func text(_ position: SubscriptionValue) -> String { value(position.rawValue) }
    (dateFirst, frequency) = (text(.firstDate), text(.frequency))
    (daysBefore, quantity) = (text(.daysBefore), text(.quantity))
  }

  private struct Body: Encodable {
    var dateFirst: String
    var daysBeforeExpiration: Int
    var frequency: String
    var quantity: Int?
  }

  package var request: Request {
    let body = Body(
      dateFirst: dateFirst, daysBeforeExpiration: Int(daysBefore) ?? 0, frequency: frequency,
      quantity: Int(quantity))
    return PayinPaths.subscriptionPreview(body: Array((AnswerJSON.text(body) ?? "").utf8))
  }

  private struct Charge: Decodable {
    let dateExpiration: String
  }

  /// Due dates as the API computes them, `2026-12-31`; nil for a reply of another form.
  package static func dates(in reply: Reply) -> [String]? {
    guard (200..<300).contains(reply.status),
      let charges = decoded([Charge].self, from: reply.body)
    else { return nil }
    return charges.map { String($0.dateExpiration.prefix(10)) }.filter {
      $0.utf8.count == 10 && $0.utf8.allSatisfy { $0 == 0x2D || $0 &- 0x30 <= 9 }
    }
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.dateFirst, left.frequency, left.quantity) < (
      right.dateFirst, right.frequency, right.quantity
    )
  }
}
