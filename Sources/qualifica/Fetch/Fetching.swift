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
  /// How often pages are read again within a sweep: a count that goes up and down would never let it end.
  private static let mostReturns = 50

  /// - Returns: how many things the API says there are beyond those that it shows.
  /// - Throws: ``EngineStop``, ``SpreadsheetError``, `CancellationError`.
  func run() async throws -> Int {
    guard !reading.isSingle else { return try await readBalances() }
    for _ in 0..<Self.mostSweeps {
      try await sweep()
      if missing == 0 { break }
      try spool.keep([], next: 1)
    }
    return missing
  }

  private var missing: Int { max(0, (spool.firstTotal ?? 0) - spool.count) }

  private func sweep() async throws {
    var page = spool.nextPage
    var latestKeys: [String]?
    var returns = 0
    while true {
      let reply = try await ask(page)
      let items = reading.items(of: reply, wishes)
      let keys = items.map(\.key)
      let lost = spool.total.flatMap { last in reply.total.map { last - $0 } } ?? 0
      let gone = returns < Self.mostReturns ? lost : 0
      if gone > 0 { returns += 1 }
      // The page before counts from the ones that were removed.
      let next =
        gone > 0 ? max(1, page - (gone + Reading.pageSize - 1) / Reading.pageSize) : page + 1
      try spool.keep(try await completed(items), next: next, total: reply.total)
      progress.show(rows: spool.rowCount, things: spool.count, total: reply.total)
      if gone <= 0, isLast(page, reply, keys: keys, latestKeys) { return }
      latestKeys = gone > 0 ? nil : keys
      page = next
    }
  }

  /// An API that does not say where its list ends shows an empty page there; one that takes no page
  /// number shows the same again.
  private func isLast(
    _ page: Int, _ reply: ReadingPage, keys: [String], _ latestKeys: [String]?
  ) -> Bool {
    if keys.isEmpty || keys == latestKeys { return true }
    if let last = reply.lastPage { return page >= last }
    return reply.hasMore.map { !$0 } ?? false
  }

  private func ask(_ page: Int) async throws -> ReadingPage {
    let answer = try await inquiry.ask(reading.request(page: page, wishes)) { ReadingPage($0) }
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
