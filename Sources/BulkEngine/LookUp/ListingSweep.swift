import Foundation

/// Pages through the API's records, newest first, as far back as this run can reach.
struct ListingSweep: Sendable {
  let context: EngineContext
  /// Records created before this are not ours.
  let oldest: Date
  /// Where records that are not met may be sent again: what the list must show for that. Old records
  /// count as old only by a clock that the server shares then, and only an empty page is the end.
  var proof: ListingProof?

  /// How far a sweep came.
  struct Coverage: Sendable, Equatable {
    var pages: Int
    /// Whether nothing of this run can stand behind the last page read.
    var isComplete: Bool
  }

  /// Requests for one page before the sweep is given up.
  private static let attemptsPerPage = 5

  /// Gives each page to `take`, in order, until it wants no more records, the pages end or grow too
  /// old.
  ///
  /// New records at the top push others to later pages, where they are met again: none is missed,
  /// unless pages are asked for ahead. A sweep that fails, meets a server without pages, or fewer
  /// records than the list has, proves nothing about what it did not meet. Old records end it only
  /// where the newest come first. What the server says of its last page is believed where nothing
  /// is to be proven.
  /// - Parameters:
  ///   - ahead: pages asked for at a time, once it is known that they exist.
  ///   - take: returns how many records are still wanted.
  /// - Throws: ``EngineStop``, `CancellationError`, and what `take` throws.
  func run(
    mostPages: Int, ahead: Int = 1, take: ([RemoteRecord]) async throws -> Int
  ) async throws -> Coverage {
    try await withThrowingTaskGroup(of: (Int, DatedPage?).self) { group in
      defer { group.cancelAll() }
      var order = ListingOrder()
      var proof = proof
      func coverage(_ pages: Int, _ isComplete: Bool) -> Coverage {
        Coverage(pages: pages, isComplete: isComplete && proof?.holds != false)
      }
      var read: [Int: DatedPage?] = [:]
      var (number, asked, mostAsked) = (1, 0, 1)
      var lastTold: Int?
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
        // That no page stands behind the last one says nothing, unless all were met that the list has.
        if dated.isMissing, lastTold.map({ number > $0 }) != true || !order.hasMetAll {
          return Coverage(pages: number, isComplete: false)
        }
        let page = dated.page
        lastTold = page.lastPage
        switch order.turn(to: page) {
        case .new: break
        case .empty: return coverage(number, order.isWhole)
        case .repeated: return Coverage(pages: number, isComplete: false)
        }
        proof?.note(page.records)
        let wanted = try await take(page.records)
        guard wanted > 0 else { return Coverage(pages: number, isComplete: false) }
        if order.isNewestFirst, page.records.allSatisfy({ ListedDate.isBefore(oldest, $0) }),
          dated.isClockShared
        {
          return coverage(number, true)
        }
        // Where something is to be proven, the page behind the last one must be empty.
        let lastPage = proof == nil ? page.lastPage : page.lastPage.map { $0 + 1 }
        if lastPage.map({ number >= $0 }) == true {
          return coverage(number, proof == nil && order.isWhole)
        }
        let useful = lastPage == nil ? 1 : (wanted - 1) / page.records.count + 1
        mostAsked = min(lastPage ?? .max, mostPages, number + min(ahead, useful))
        number += 1
      }
      return Coverage(pages: number, isComplete: false)
    }
  }

  /// One page; `nil` when it cannot be had.
  private func page(_ number: Int) async throws -> DatedPage? {
    guard let question = context.operation.listing(page: number) else { return nil }
    for failures in 1... {
      // Beyond the last page some servers have no page; the first one there must be.
      if let reply = try await context.ask(question, mayBeMissing: number > 1) {
        guard reply.status != 404 else {
          return number == 1 ? nil : DatedPage(page: RemotePage(records: []), isMissing: true)
        }
        if let page = context.operation.page(in: reply) {
          return DatedPage(page: page, isClockShared: proof == nil || isClockShared(reply))
        }
      }
      guard failures < Self.attemptsPerPage, !context.isOverdue, context.limiter.spendRetry() else {
        break
      }
      try await context.time.sleep(context.backoff(failuresBefore: failures))
    }
    return nil
  }

  /// A page, and whether the ages of its records can be told.
  private struct DatedPage: Sendable {
    var page: RemotePage
    var isClockShared = false
    /// Whether the API says that there is no such page.
    var isMissing = false
  }

  /// Whether server and machine agree on the day, and the run did not begin in the future.
  private func isClockShared(_ reply: Reply) -> Bool {
    let now = context.time.now()
    guard oldest <= now, let date = reply.headers["date"].flatMap(RetryAfter.date) else {
      return false
    }
    return abs(date.timeIntervalSince(now)) < ListedDate.margin / 2
  }
}
