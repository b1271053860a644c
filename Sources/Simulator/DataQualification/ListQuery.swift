/// What a list request asks for.
struct ListQuery: Equatable {
  /// 1-based.
  var page = 1
  var perPage: Int
  var order = OrderKey.id
  var isDescending = false
  var filter = RecordFilter()

  /// The documented sort keys.
  enum OrderKey: String, CaseIterable {
    case id
    case serviceName = "data_qualification_service_name"
    case batchCode = "batch_code"
    case customCode = "custom_code"
    case merchantName = "merchant.name"
    case statusDescription = "description_status"
    case createdAt = "created_at"
  }

  /// - Parameter parameter: the value of a query parameter, nil when it is absent.
  /// - Throws: ``InvalidParameter`` naming the first one that cannot be read.
  init(
    perPageDefault: Int, perPageMaximum: Int, parameter: @escaping (String) -> String?
  ) throws(InvalidParameter) {
    let reader = ParameterReader(parameter: parameter)
    page = max(1, try reader.integer("page") ?? 1)
    let requested = try reader.integer("per_page") ?? 0
    perPage = min(requested > 0 ? requested : perPageDefault, perPageMaximum)
    order = try reader.choice("order_by", OrderKey.init(rawValue:)) ?? .id
    isDescending = try reader.choice("sort", { ["asc": false, "desc": true][$0] }) ?? false
    filter.customCode = parameter("custom_code")
    filter.document = parameter("document")
    filter.createdOn = try reader.choice("created_at", Moment.init(dateText:))
    filter.serviceID = try reader.integer("data_qualification_service_id")
    filter.merchantID = try reader.integer("merchant_id")
    filter.status = try reader.integer("status_flow_data_qualification_id")
  }
}

/// Which records a list shows: those that meet every condition that is not nil.
struct RecordFilter: Equatable {
  var customCode: String?
  var document: String?
  /// Midnight of the day (UTC) on which the records were created.
  var createdOn: Moment?
  var serviceID: Int?
  var merchantID: Int?
  var status: Int?

  /// Whether the conditions need more of a record than its place in the order of arrival.
  var looksIntoRecords: Bool {
    document != nil || serviceID != nil || merchantID != nil || status != nil
  }
}

/// The records of one page, by index, and how many the filter lets through in all.
struct RecordSelection: Equatable {
  let records: [Int]
  let total: Int

  /// Plain pages in the order of arrival cost as much as the page is long; other filters look at
  /// each record once, other orders sort what the filter lets through.
  init(_ query: ListQuery, in store: QualificationStore, clock: StatusClock) {
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
  private static func rangeOfArrival(_ day: Moment?, in store: QualificationStore) -> Range<Int> {
    guard let day else { return 0..<store.records.count }
    let end = day.advanced(byMilliseconds: Moment.millisecondsPerDay)
    return store.firstRecord(storedAtOrAfter: day)..<store.firstRecord(storedAtOrAfter: end)
  }

  private static func matching(
    _ filter: RecordFilter, range: Range<Int>, in store: QualificationStore, clock: StatusClock
  ) -> [Int] {
    guard let code = filter.customCode else {
      return range.filter { holds(filter, for: $0, in: store, clock: clock) }
    }
    return store.records(withCode: code).filter {
      range.contains($0) && holds(filter, for: $0, in: store, clock: clock)
    }
  }

  private static func holds(
    _ filter: RecordFilter, for index: Int, in store: QualificationStore, clock: StatusClock
  ) -> Bool {
    let record = store.records[index]
    if let service = filter.serviceID, record.facts.serviceID != service { return false }
    if let merchant = filter.merchantID, record.facts.merchantID != merchant { return false }
    if let status = filter.status, clock.status(of: record) != status { return false }
    if let document = filter.document,
      !store.utf8(ofText: RecordText.document.rawValue, of: index).elementsEqual(document.utf8)
    {
      return false
    }
    return store.isVisible(index, at: clock.now)
  }

  /// Ties keep the order of arrival, in both directions.
  private static func sorted(
    _ records: [Int], _ query: ListQuery, _ store: QualificationStore, _ clock: StatusClock
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
    of index: Int, _ order: ListQuery.OrderKey, _ store: QualificationStore, _ clock: StatusClock
  ) -> String {
    let record = store.records[index]
    switch order {
    case .id, .createdAt: return ""
    case .serviceName: return QualificationService.name(of: record.facts.serviceID)
    case .batchCode: return store.texts(of: index)[.batchCode]
    case .customCode: return store.texts(of: index)[.customCode]
    case .merchantName: return RecordEncoder.merchantName(of: record.facts.merchantID)
    case .statusDescription:
      return QualificationStatus.description(of: clock.status(of: record))
    }
  }
}

extension ListQuery.OrderKey {
  /// Whether the store already lies in this order.
  fileprivate var followsArrival: Bool { self == .id || self == .createdAt }
}
