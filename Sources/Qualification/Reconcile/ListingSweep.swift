import Foundation

/// Pages through the API's records, newest first, as far back as this run can reach.
struct ListingSweep: Sendable {
  let context: EngineContext
  /// Records created before this are not ours; compared by their first ten characters.
  let oldest: Date
  /// Whether records that are not met may be sent again: then old ones count as old only by a clock
  /// that the server shares.
  var isProof = false

  /// How far a sweep came.
  struct Coverage: Sendable, Equatable {
    var pages: Int
    /// Whether nothing of this run can stand behind the last page read.
    var isComplete: Bool
  }

  /// Requests for one page before the sweep is given up.
  private static let attemptsPerPage = 5

  /// Two days: a server may write its own time of day, and clocks differ.
  static let margin: TimeInterval = 2 * 86_400

  /// Gives each page to `take` until it returns `false`, the pages end or grow too old.
  ///
  /// New records at the top push others to later pages, where they are met again: none is missed.
  /// A sweep that fails, meets a server without pages, or fewer records than the list has, proves
  /// nothing about what it did not meet. Old records end it only where the newest come first.
  /// - Throws: ``EngineStop``, `CancellationError`, and what `take` throws.
  func run(mostPages: Int, take: ([RemoteRecord]) async throws -> Bool) async throws -> Coverage {
    var number = 1
    var failures = 0
    var order = ListingOrder()
    while number <= mostPages {
      guard let reply = try await context.ask(context.operation.listing(page: number)),
        let page = context.operation.page(in: reply.body)
      else {
        failures += 1
        guard failures < Self.attemptsPerPage, !context.isOverdue, context.gate.spendRetry() else {
          return Coverage(pages: number, isComplete: false)
        }
        try await context.time.sleep(context.backoff(failuresBefore: failures))
        continue
      }
      failures = 0
      switch order.turn(to: page) {
      case .new: break
      case .empty: return Coverage(pages: number, isComplete: order.isWhole)
      case .repeated: return Coverage(pages: number, isComplete: false)
      }
      guard try await take(page.records) else {
        return Coverage(pages: number, isComplete: false)
      }
      if order.isNewestFirst, isTooOld(page.records), !isProof || isClockShared(reply) {
        return Coverage(pages: number, isComplete: true)
      }
      if page.lastPage.map({ number >= $0 }) == true {
        return Coverage(pages: number, isComplete: order.isWhole)
      }
      number += 1
    }
    return Coverage(pages: number, isComplete: false)
  }

  private func isTooOld(_ records: [RemoteRecord]) -> Bool {
    let limit = Self.day(oldest.addingTimeInterval(-Self.margin))
    let days = records.compactMap { record in record.createdAt.map { String($0.prefix(10)) } }
    return days.count == records.count && days.allSatisfy { $0.count == 10 && $0 < limit }
  }

  /// Whether server and machine agree on the day, and the run did not begin in the future.
  private func isClockShared(_ reply: Reply) -> Bool {
    let now = context.time.now()
    guard oldest <= now, let date = reply.headers["date"].flatMap(RetryAfter.date) else {
      return false
    }
    return abs(date.timeIntervalSince(now)) < Self.margin / 2
  }

  private static func day(_ date: Date) -> String {
    String(date.formatted(.iso8601).prefix(10))
  }
}
