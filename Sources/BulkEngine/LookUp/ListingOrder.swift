/// Whether the pages of a list come newest first, as was asked for, and none of its records is missed.
///
/// A pure value. A server may ignore the order that was asked for: then an old record says nothing
/// about those behind it. It may show pages twice: then a count of records says nothing either.
struct ListingOrder: Sendable, Equatable {
  private var isDescending = true
  private var isAscending = true
  /// Neighbours that were compared.
  private var comparisons = 0
  private var previous: Set<Int> = []
  /// The same as the API writes them.
  private var previousTexts: Set<String> = []
  /// Lowest and highest id met.
  private var span: ClosedRange<Int>?
  /// Distinct records met; those that a shift moved to the next page count once.
  private var met = 0
  /// What the first page said of all pages; records added meanwhile push others back.
  private var total: Int?
  private var pages = 0
  private var newPages = 0
  private var hasUnreadableIDs = false

  /// What a page tells.
  enum Page: Sendable, Equatable {
    case new
    case empty
    /// The same records as on the page before: a server without pages.
    case repeated
  }

  /// Takes the next page in.
  mutating func turn(to page: RemotePage) -> Page {
    // Only numbers tell which of two records is newer.
    let ids = page.records.map { Int($0.id) ?? 0 }
    pages += 1
    if pages == 1 { total = page.total }
    let texts = Set(page.records.map(\.id))
    guard !texts.subtracting(previousTexts).isEmpty else { return ids.isEmpty ? .empty : .repeated }
    previousTexts = texts
    let fresh = Set(ids).subtracting(previous)
    if ids.contains(where: { $0 <= 0 }) { hasUnreadableIDs = true }
    for (one, next) in zip(ids, ids.dropFirst()) { compare(one, next) }
    compareWithPrevious(ids)
    // What lies between records met before may or may not have been among them.
    met += fresh.count { id in span.map { !$0.contains(id) } ?? true }
    let all = fresh.union(span.map { [$0.lowerBound, $0.upperBound] } ?? [])
    if let lowest = all.min(), let highest = all.max() { span = lowest...highest }
    previous = Set(ids)
    newPages += 1
    return .new
  }

  private mutating func compare(_ one: Int, _ next: Int) {
    comparisons += 1
    if one <= next { isDescending = false }
    if one >= next { isAscending = false }
  }

  private mutating func compareWithPrevious(_ ids: [Int]) {
    guard let lowest = ids.min(), let highest = ids.max(), let before = previous.min(),
      let beforeHighest = previous.max()
    else { return }
    comparisons += 1
    let isApart = previous.isDisjoint(with: ids)
    if highest > before, isApart { isDescending = false }
    if lowest < beforeHighest, isApart { isAscending = false }
  }

  /// Whether everything behind the last page is older than what is on it.
  var isNewestFirst: Bool { isDescending && comparisons > 0 }

  /// Whether as many records were met as the list had at first, in pages that go one way.
  var isWhole: Bool {
    guard !hasUnreadableIDs, newPages <= 1 || isDescending || isAscending else { return false }
    return total == nil || hasMetAll
  }

  /// Whether the list says how many records it has, and so many were met.
  var hasMetAll: Bool { total.map { met >= $0 } ?? false }
}
