package import BulkEngine

/// A page as the API shows it, in any of its forms: `data` with `meta`, a flat paginator, `items` with
/// `has_more`, a bare array with its counts in headers; or one object by itself.
package struct ReadingPage: Sendable, Equatable {
  package let items: [JSONTree]
  /// How many things all pages have; nil when the API does not say.
  package let total: Int?
  /// nil when the API does not say.
  package let lastPage: Int?
  /// nil when the API does not say.
  package let hasMore: Bool?

  /// What can be a number of pages or things: it is reckoned with.
  private static let counts = 0...1_000_000_000_000

  /// - Parameter isSingle: whether the reply is one thing and no list.
  /// - Returns: nil for what is no page of this kind.
  package init?(_ reply: Reply, isSingle: Bool = false) {
    guard let tree = decoded(JSONTree.self, from: reply.body) else { return nil }
    if isSingle {
      guard case .object = tree else { return nil }
      (items, total, lastPage, hasMore) = ([tree], nil, nil, nil)
      return
    }
    guard let items = tree.items ?? tree["data"]?.items ?? tree["items"]?.items else { return nil }
    func header(_ name: String) -> Int? { reply.headers[name].flatMap { Int($0) } }
    func count(_ number: Int?) -> Int? {
      number.flatMap { Self.counts.contains($0) ? $0 : nil }
    }
    self.items = items
    total = count((tree["meta.total"] ?? tree["total"])?.whole ?? header("x-total-count"))
    lastPage = count(
      (tree["meta.last_page"] ?? tree["last_page"] ?? tree["total_pages"])?.whole
        ?? header("x-total-pages"))
    let next = reply.headers["x-next-page"].map { !$0.isEmpty && $0 != "0" }
    hasMore =
      tree["has_more"].flatMap { $0 == .bool(true) ? true : $0 == .bool(false) ? false : nil }
      ?? next
  }
}
