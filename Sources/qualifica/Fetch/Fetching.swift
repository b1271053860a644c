import BulkEngine
import Operations

/// Reads a list page after page into a spool, until it has everything.
///
/// What is new meanwhile comes last, and what is shown twice is kept once. Where things leave a list while
/// it is read, those behind move forward, over the border of pages that were read: a total that shrinks
/// shows it, and these pages are read again.
struct Fetching {
  let reading: Reading
  let wishes: Reading.Wishes
  let inquiry: Inquiry
  let spool: FetchSpool
  let progress: FetchProgress

  /// How often a list is read that is longer than what was found.
  private static let mostSweeps = 3

  /// Times in a row that one and the same page is shown, whatever is said of the last one.
  private static let mostRepeats = 3

  /// Returns to pages that were read: one for each page, and some more. Totals of servers that are not in step
  /// go up and down without end.
  private struct Returns {
    private static let most = 20
    private var furthest = 0
    private var pages = 0
    var count = 0

    mutating func allow(from place: Int) -> Bool {
      if place > furthest { (furthest, pages) = (place, pages + 1) }
      return count < pages + Self.most
    }
  }

  /// - Returns: how many things the API says there are beyond those that it shows.
  /// - Throws: ``EngineStop``, ``SpreadsheetError``, `CancellationError`.
  func run() async throws -> Int {
    guard !reading.isSingle else { return try await readBalances() }
    var returns = Returns()
    for _ in 0..<Self.mostSweeps {
      try await sweep(&returns)
      if missing == 0 { break }
      try spool.keep([], next: 1)
    }
    return missing
  }

  private var missing: Int { max(0, (spool.firstTotal ?? 0) - spool.count) }

  private func sweep(_ returns: inout Returns) async throws {
    var place = spool.nextPage
    var latestKeys: [String]?
    var repeats = 0
    while true {
      let reply = try await ask(place)
      let items = reading.items(of: reply, wishes)
      let keys = items.map(\.key)
      let fewer = spool.total.flatMap { last in reply.total.map { last - $0 } } ?? 0
      let gone = returns.allow(from: place) ? max(0, fewer) : 0
      let next =
        gone > 0
        ? reading.place(before: place, byThings: gone)
        : reading.place(after: place, showing: keys.count)
      if gone > 0 { returns.count += 1 }
      try spool.keep(try await completed(items), next: next, total: reply.total)
      progress.show(rows: spool.rowCount, things: spool.count, total: reply.total)
      repeats = keys == latestKeys ? repeats + 1 : 0
      if gone == 0, repeats >= Self.mostRepeats || isLast(place, reply, keys: keys, latestKeys) {
        return
      }
      latestKeys = gone > 0 ? nil : keys
      place = next
    }
  }

  /// An API that does not say where its list ends shows an empty page there; one that takes no page
  /// number shows the same again.
  private func isLast(
    _ place: Int, _ reply: ReadingPage, keys: [String], _ latestKeys: [String]?
  ) -> Bool {
    if keys.isEmpty { return true }
    if !reading.countsThings, let last = reply.lastPage { return place >= last }
    return keys == latestKeys || reply.hasMore == false
  }

  private func ask(_ place: Int) async throws -> ReadingPage {
    let answer = try await inquiry.ask(reading.request(page: place, wishes)) { ReadingPage($0) }
    guard let answer else { throw EngineStop.misdirected(status: 404) }
    return answer
  }

  /// The new ones, with the rows of those that must be asked for one by one.
  private func completed(_ items: [Reading.Item]) async throws -> [Reading.Item] {
    var completed: [Reading.Item] = []
    for var item in items where !spool.knows(item.key) {
      if let detail = item.detail {
        let answer = try await inquiry.ask(detail, mayBeMissing: true) {
          ReadingPage($0, isSingle: true)
        }
        if let tree = answer?.items.first {
          item.rows = reading.rows(ofDetail: tree["data"] ?? tree, wishes)
        }
      }
      completed.append(item)
    }
    return completed
  }

  /// Of the account and of the client; an account without charges has no client.
  private func readBalances() async throws -> Int {
    for page in 1...2 {
      let answer = try await inquiry.ask(
        reading.request(page: page, wishes), mayBeMissing: page > 1
      ) { ReadingPage($0, isSingle: true) }
      if let answer { try spool.keep(reading.items(of: answer, wishes), next: page + 1) }
    }
    return 0
  }
}
