/// What a list of Weepay is asked for.
struct WeepayQuery {
  private var limit: Int
  /// Where the page begins.
  private var offset: Int
  /// 1-based.
  private var page: Int
  private var isAscending: Bool
  private(set) var reference: String?
  private(set) var statuses: Set<String>?
  private(set) var paymentTypes: Set<String>?
  private var createdFrom: Moment?
  private var createdTo: Moment?
  private var amountFrom = 0
  /// 0 for no end.
  private var amountTo = 0

  private static let limits = 1...100

  /// - Parameter parameter: the value of a query parameter, nil when it is absent.
  /// - Throws: ``InvalidParameter`` naming the first one that cannot be read.
  init(parameter: @escaping (String) -> String?) throws(InvalidParameter) {
    let reader = ParameterReader(parameter: parameter)
    func whole(_ name: String, _ least: Int) throws(InvalidParameter) -> Int? {
      try reader.choice(name) { Int($0).flatMap { $0 >= least ? $0 : nil } }
    }
    limit =
      try reader.choice("limit") { Int($0).flatMap { Self.limits.contains($0) ? $0 : nil } }
      ?? Self.limits.upperBound
    let orders = ["time-descending": false, "time-ascending": true]
    isAscending = try reader.choice("sort", { orders[$0] }) ?? false
    let offset = try whole("offset", 0)
    page = try whole("page", 1) ?? 1
    self.offset = offset ?? (page - 1).multipliedClamped(by: limit)
    if offset != nil { page = (self.offset / limit) + 1 }
    reference = parameter("reference_id")
    func list(_ name: String) -> Set<String>? {
      parameter(name).map { Set($0.split(separator: ",").map(String.init)) }
    }
    (statuses, paymentTypes) = (list("status"), list("payment_type"))
    createdFrom = try reader.choice("created_from", Self.moment)
    createdTo = try reader.choice("created_to", Self.moment)
    amountFrom = try whole("amount_from", 0) ?? 0
    amountTo = try whole("amount_to", 0) ?? 0
  }

  /// `2019-10-01T00:00:00Z`
  private static func moment(_ text: String) -> Moment? {
    text.hasSuffix("Z") ? Moment(timeText: String(text.dropLast())) : nil
  }

  mutating func removeFilters() {
    (reference, statuses, paymentTypes, createdFrom, createdTo) = (nil, nil, nil, nil, nil)
  }

  func covers(_ created: Moment) -> Bool {
    (createdFrom.map { $0 <= created.shown } ?? true)
      && (createdTo.map { created.shown <= $0 } ?? true)
  }

  func covers(amount: Int) -> Bool {
    amountFrom <= amount && (amountTo == 0 || amount <= amountTo)
  }

  func allows(_ word: String, _ list: KeyPath<Self, Set<String>?>) -> Bool {
    self[keyPath: list]?.contains(word) ?? true
  }

  /// The page of what the filters let through.
  ///
  /// - Parameters:
  ///   - all: in the order of creation.
  ///   - hasPages: whether the answer says which page it is, and of how many.
  func reply<Element>(
    _ all: [Element], hasPages: Bool, _ write: (Element, inout JSONWriter) -> Void
  ) -> Reply {
    let ordered = isAscending ? all : all.reversed()
    let start = min(offset, ordered.count)
    let end = min(start + limit, ordered.count)
    var writer = JSONWriter()
    writer.beginObject()
    writer.array("items") { writer in
      for element in ordered[start..<end] { write(element, &writer) }
    }
    writer.key("has_more")
    writer.value(end < ordered.count)
    writer.member("limit", limit)
    writer.member("offset", offset)
    if hasPages {
      writer.member("page", page)
      writer.member("total_pages", (ordered.count + limit - 1) / limit)
    }
    writer.member("total", ordered.count)
    writer.endObject()
    return Reply(body: writer.bytes)
  }
}

extension Reply {
  static func invalid(parameter name: String) -> Reply {
    Reply(status: 400, message: "request.query.\(name) is invalid")
  }
}
