/// The records of one page, by index, and how many the filter lets through in all.
struct RecordSelection: Equatable {
  let records: [Int]
  let total: Int

  /// Plain pages in the order of arrival cost as much as the page is long; other filters look at
  /// each record once, other orders sort what the filter lets through.
  init(_ query: ListQuery, in store: RecordStore, clock: StatusClock) {
    let range = Self.rangeOfArrival(query.filter.createdOn, in: store)
    let isPlain =
      query.filter.customCode == nil && !query.filter.looksIntoRecords
      && query.order.followsArrival && !store.hidesAny(at: clock.now)
    if isPlain {
      total = range.count
      records = Self.bounds(of: query, total: range.count).map { position in
        query.isDescending ? range.upperBound - 1 - position : range.lowerBound + position
      }
    } else {
      let matching = Self.sorted(
        Self.matching(query.filter, range: range, in: store, clock: clock), query, store, clock)
      total = matching.count
      records = Array(matching[Self.bounds(of: query, total: matching.count)])
    }
  }

  private static func bounds(of query: ListQuery, total: Int) -> Range<Int> {
    let start = min(total, (query.page - 1).multipliedClamped(by: query.perPage))
    return start..<min(total, start + query.perPage)
  }

  /// The records created on a day; arrival and creation have the same order.
  private static func rangeOfArrival(_ day: Moment?, in store: RecordStore) -> Range<Int> {
    guard let day else { return 0..<store.records.count }
    let end = day.advanced(byMilliseconds: Moment.millisecondsPerDay)
    return store.firstRecord(storedAtOrAfter: day)..<store.firstRecord(storedAtOrAfter: end)
  }

  private static func matching(
    _ filter: RecordFilter, range: Range<Int>, in store: RecordStore, clock: StatusClock
  ) -> [Int] {
    guard let code = filter.customCode else {
      return range.filter { holds(filter, for: $0, in: store, clock: clock) }
    }
    return store.records(withCode: code).filter {
      range.contains($0) && holds(filter, for: $0, in: store, clock: clock)
    }
  }

  private static func holds(
    _ filter: RecordFilter, for index: Int, in store: RecordStore, clock: StatusClock
  ) -> Bool {
    let record = store.records[index]
    if let service = filter.serviceID, Int(record.serviceID) != service { return false }
    if let merchant = filter.merchantID, record.merchantID != merchant { return false }
    if let status = filter.status, clock.status(of: record) != status { return false }
    if let document = filter.document,
      !store.document(of: index).elementsEqual(document.utf8)
    {
      return false
    }
    return store.isVisible(index, at: clock.now)
  }

  /// Ties keep the order of arrival, in both directions.
  private static func sorted(
    _ records: [Int], _ query: ListQuery, _ store: RecordStore, _ clock: StatusClock
  ) -> [Int] {
    if query.order.followsArrival { return query.isDescending ? records.reversed() : records }
    let keyed = records.map { (key: key(of: $0, query.order, store, clock), record: $0) }
    let ordered = keyed.sorted { left, right in
      if left.key == right.key { return left.record < right.record }
      return (left.key < right.key) != query.isDescending
    }
    return ordered.map(\.record)
  }

  private static func key(
    of index: Int, _ order: ListQuery.OrderKey, _ store: RecordStore, _ clock: StatusClock
  ) -> String {
    let record = store.records[index]
    switch order {
    case .id, .createdAt: return ""
    case .serviceName: return QualificationService.name(of: Int(record.serviceID))
    case .batchCode: return store.texts(of: index).batchCode
    case .customCode: return store.texts(of: index).customCode
    case .merchantName: return RecordEncoder.merchantName(of: record.merchantID)
    case .statusDescription:
      return QualificationStatus.description(of: clock.status(of: record))
    }
  }
}

extension ListQuery.OrderKey {
  /// Whether the store already lies in this order.
  fileprivate var followsArrival: Bool { self == .id || self == .createdAt }
}
