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

  /// Gives each page to `take`, in order, until it wants no more records, the pages end or grow too
  /// old.
  ///
  /// New records at the top push others to later pages, where they are met again: none is missed,
  /// unless pages are asked for ahead. A sweep that fails, meets a server without pages, or fewer
  /// records than the list has, proves nothing about what it did not meet. Old records end it only
  /// where the newest come first.
  /// - Parameters:
  ///   - ahead: pages asked for at a time, once it is known that they exist.
  ///   - take: returns how many records are still wanted.
  /// - Throws: ``EngineStop``, `CancellationError`, and what `take` throws.
  func run(
    mostPages: Int, ahead: Int = 1, take: ([RemoteRecord]) async throws -> Int
  ) async throws -> Coverage {
    try await withThrowingTaskGroup(of: (Int, DatedPage?).self) { group in
      defer { group.cancelAll() }
      let limit = Self.day(oldest.addingTimeInterval(-Self.margin))
      var order = ListingOrder()
      var read: [Int: DatedPage?] = [:]
      var (number, asked, mostAsked) = (1, 0, 1)
      while number <= mostPages {
        while asked < mostAsked {
          asked += 1
          group.addTask { [asked] in (asked, try await self.page(asked)) }
        }
        while read[number] == nil, let (found, page) = try await group.next() {
          read[found] = .some(page)
        }
        guard let dated = read.removeValue(forKey: number) ?? nil else {
          return Coverage(pages: number, isComplete: false)
        }
        let page = dated.page
        switch order.turn(to: page) {
        case .new: break
        case .empty: return Coverage(pages: number, isComplete: order.isWhole)
        case .repeated: return Coverage(pages: number, isComplete: false)
        }
        let wanted = try await take(page.records)
        guard wanted > 0 else { return Coverage(pages: number, isComplete: false) }
        if order.isNewestFirst, Self.isOlder(page.records, than: limit), dated.isClockShared {
          return Coverage(pages: number, isComplete: true)
        }
        if page.lastPage.map({ number >= $0 }) == true {
          return Coverage(pages: number, isComplete: order.isWhole)
        }
        let useful = page.lastPage == nil ? 1 : (wanted - 1) / page.records.count + 1
        mostAsked = min(page.lastPage ?? .max, mostPages, number + min(ahead, useful))
        number += 1
      }
      return Coverage(pages: number, isComplete: false)
    }
  }

  /// One page; `nil` when it cannot be had.
  private func page(_ number: Int) async throws -> DatedPage? {
    for failures in 1... {
      if let reply = try await context.ask(context.operation.listing(page: number)),
        let page = context.operation.page(in: reply.body)
      {
        return DatedPage(page: page, isClockShared: !isProof || isClockShared(reply))
      }
      guard failures < Self.attemptsPerPage, !context.isOverdue, context.gate.spendRetry() else {
        break
      }
      try await context.time.sleep(context.backoff(failuresBefore: failures))
    }
    return nil
  }

  /// A page, and whether the ages of its records can be told.
  private struct DatedPage: Sendable {
    var page: RemotePage
    var isClockShared: Bool
  }

  /// Whether server and machine agree on the day, and the run did not begin in the future.
  private func isClockShared(_ reply: Reply) -> Bool {
    let now = context.time.now()
    guard oldest <= now, let date = reply.headers["date"].flatMap(RetryAfter.date) else {
      return false
    }
    return abs(date.timeIntervalSince(now)) < Self.margin / 2
  }

  /// - Parameter limit: a day as YYYY-MM-DD.
  private static func isOlder(_ records: [RemoteRecord], than limit: String) -> Bool {
    records.allSatisfy { record in
      guard let day = record.createdAt?.prefix(10) else { return false }
      return day.count == 10 && day < limit
    }
  }

  private static func day(_ date: Date) -> String {
    String(date.formatted(.iso8601).prefix(10))
  }
}
