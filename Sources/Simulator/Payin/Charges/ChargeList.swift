/// What `GET /v2/payin/payments` asks for.
struct ChargeQuery {
  /// 1-based.
  var page = 1
  var perPage: Int
  var order = OrderKey.id
  var isDescending = true
  var filter = ChargeFilter()

  enum OrderKey: String {
    case id
    case createdAt = "created_at"
    case updatedAt = "updated_at"
    case amount
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
    order = try reader.choice("sort_by", OrderKey.init(rawValue:)) ?? .id
    isDescending = try reader.choice("sort_order", { ["asc": false, "desc": true][$0] }) ?? true
    filter.invoice = parameter("invoice")
    filter.clientID = try reader.integer("merchant_id")
    filter.method = try reader.choice("payment_method", ChargeMethod.init(rawValue:))
    filter.status = try reader.integer("status_id")
    filter.createdFrom = try reader.choice("created_at_start", Moment.init(calendarDay:))
    filter.createdTo = try reader.choice("created_at_end", Moment.init(calendarDay:))
    filter.updatedFrom = try reader.choice("updated_at_start", Moment.init(calendarDay:))
    filter.updatedTo = try reader.choice("updated_at_end", Moment.init(calendarDay:))
  }
}

/// Which charges a list shows: those that meet every condition that is not nil. Days are days of UTC,
/// the last one included.
struct ChargeFilter {
  var invoice: String?
  var clientID: Int?
  var method: ChargeMethod?
  var status: Int?
  var createdFrom: Moment?
  var createdTo: Moment?
  var updatedFrom: Moment?
  var updatedTo: Moment?

  func holds(for charge: Charge, in books: PayinBooks) -> Bool {
    if let invoice, charge.request.customNumber != invoice { return false }
    if let clientID, charge.clientID != clientID { return false }
    if let method, charge.method != method { return false }
    guard Self.isWithin(charge.createdAt, createdFrom, createdTo), books.isVisible(charge) else {
      return false
    }
    guard status != nil || updatedFrom != nil || updatedTo != nil else { return true }
    let step = charge.step(at: books.now, books.pace)
    return (status ?? step.status.rawValue) == step.status.rawValue
      && Self.isWithin(step.moment, updatedFrom, updatedTo)
  }

  static func isWithin(_ moment: Moment, _ first: Moment?, _ last: Moment?) -> Bool {
    let end = last?.advanced(byMilliseconds: Moment.millisecondsPerDay)
    return (first.map { $0 <= moment } ?? true) && (end.map { moment < $0 } ?? true)
  }
}

/// The charges of one page, and how many the filter lets through in all.
struct ChargeSelection {
  let charges: [Charge]
  let total: Int

  init(_ query: ChargeQuery, in books: PayinBooks) {
    let candidates =
      query.filter.invoice.map { number in
        (books.chargesByNumber[number] ?? []).compactMap { books.charge($0) }
      } ?? books.charges
    var matching = candidates.filter { query.filter.holds(for: $0, in: books) }
    if query.order != .id {
      matching = matching.map { (Self.key(of: $0, query.order, books), $0) }
        .sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }.map(\.1)
    }
    if query.isDescending { matching.reverse() }
    total = matching.count
    let start = min(total, (query.page - 1).multipliedClamped(by: query.perPage))
    charges = Array(matching[start..<min(total, start + query.perPage)])
  }

  private static func key(
    of charge: Charge, _ order: ChargeQuery.OrderKey, _ books: PayinBooks
  ) -> Int64 {
    switch order {
    case .id: Int64(charge.id)
    case .createdAt: charge.createdAt.milliseconds
    case .updatedAt: charge.step(at: books.now, books.pace).moment.milliseconds
    case .amount: Int64(charge.request.amountInCents)
    }
  }
}
