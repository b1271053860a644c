package import BrazilianBanking
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

  private struct Told: Decodable {
    let dateExpiration: String?
    let dateIssue: String?
  }

  private struct Wrapped: Decodable {
    let data: [Told]
  }

  /// A charge that the schedule would make, as the API computes it.
  package struct Charge: Sendable, Equatable {
    package var dueOn: CalendarDate
    /// When it is made; nil where the API does not say.
    package var madeOn: CalendarDate?
  }

  /// The first charges; nil for a reply of another form.
  package static func charges(in reply: Reply) -> [Charge]? {
    guard (200..<300).contains(reply.status),
      let told = decoded([Told].self, from: reply.body)
        ?? decoded(Wrapped.self, from: reply.body)?.data
    else { return nil }
    return told.compactMap { charge in
      day(charge.dateExpiration).map { Charge(dueOn: $0, madeOn: day(charge.dateIssue)) }
    }
  }

  private static func day(_ text: String?) -> CalendarDate? {
    text.flatMap { readDate(String($0.prefix(10)).utf8.span).date }
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.dateFirst, left.frequency, left.quantity) < (
      right.dateFirst, right.frequency, right.quantity
    )
  }
}
