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
    perPageDefault: Int, perPageMaximum: Int, parameter: (String) -> String?
  ) throws(InvalidParameter) {
    page = max(1, try Self.integer("page", parameter) ?? 1)
    let requested = try Self.integer("per_page", parameter) ?? 0
    perPage = min(requested > 0 ? requested : perPageDefault, perPageMaximum)
    order = try Self.choice("order_by", OrderKey.init(rawValue:), parameter) ?? .id
    isDescending =
      try Self.choice("sort", { ["asc": false, "desc": true][$0] }, parameter) ?? false
    filter.customCode = parameter("custom_code")
    filter.document = parameter("document")
    filter.createdOn = try Self.choice("created_at", Moment.init(dateText:), parameter)
    filter.serviceID = try Self.integer("data_qualification_service_id", parameter)
    filter.merchantID = try Self.integer("merchant_id", parameter)
    filter.status = try Self.integer("status_flow_data_qualification_id", parameter)
  }

  private static func integer(
    _ name: String, _ parameter: (String) -> String?
  ) throws(InvalidParameter) -> Int? {
    try choice(name, { Int($0) }, parameter)
  }

  private static func choice<Value>(
    _ name: String, _ read: (String) -> Value?, _ parameter: (String) -> String?
  ) throws(InvalidParameter) -> Value? {
    guard let text = parameter(name), !text.isEmpty else { return nil }
    guard let value = read(text) else { throw InvalidParameter(name: name) }
    return value
  }
}

/// A query parameter whose value has no meaning.
struct InvalidParameter: Error, Equatable {
  let name: String
}

/// Which records a list shows; every condition that is not nil must hold.
struct RecordFilter: Equatable {
  var customCode: String?
  var document: String?
  /// Midnight of the day (UTC) on which the records were created.
  var createdOn: Moment?
  var serviceID: Int?
  var merchantID: Int?
  var status: Int?

  /// Whether each record has to be looked at, beyond its place in the order of arrival.
  var looksIntoRecords: Bool {
    document != nil || serviceID != nil || merchantID != nil || status != nil
  }
}
