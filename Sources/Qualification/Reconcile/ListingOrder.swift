/// Whether the pages of a list come newest first, as was asked for, and none of its records is missed.
///
/// A pure value. A server may ignore the order that was asked for: then an old record says nothing
/// about those behind it.
struct ListingOrder: Sendable, Equatable {
  private var isDescending = true
  /// Neighbours that were compared.
  private var comparisons = 0
  private var previous: Set<Int> = []
  /// Distinct records met; those that a shift moved to the next page count once.
  private var met = 0
  /// What the first page said of all pages; records added meanwhile push others back.
  private var total: Int?
  private var pages = 0

  /// What a page tells.
  enum Page: Sendable, Equatable {
    case new
    case empty
    /// The same records as on the page before: a server without pages.
    case repeated
  }

  /// Takes the next page in.
  mutating func turn(to page: RemotePage) -> Page {
    let ids = page.records.map(\.id)
    pages += 1
    if pages == 1 { total = page.total }
    let fresh = Set(ids).subtracting(previous)
    guard !fresh.isEmpty else { return ids.isEmpty ? .empty : .repeated }
    for (one, next) in zip(ids, ids.dropFirst()) {
      comparisons += 1
      if one <= next { isDescending = false }
    }
    if let newest = ids.max(), let oldest = previous.min() {
      comparisons += 1
      if newest > oldest, previous.isDisjoint(with: ids) { isDescending = false }
    }
    met += fresh.count
    previous = Set(ids)
    return .new
  }

  /// Whether everything behind the last page is older than what is on it.
  var isNewestFirst: Bool { isDescending && comparisons > 0 }

  /// Whether as many records were met as the list had at first.
  var isWhole: Bool { total.map { met >= $0 } ?? true }
}
