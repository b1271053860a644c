import Hummingbird

/// Recurring Pix charges: created, previewed, listed, read, canceled.
struct Subscriptions {
  static let path = "/v1/payin/subscriptions"

  /// What requests ask for. Names are those of the report.
  enum RequestKind: String, CaseIterable {
    case create = "subscription_create"
    case preview = "subscription_preview"
    case cancel = "subscription_cancel"
    case list = "subscription_list"
    /// The list with an `invoice`.
    case lookUp = "subscription_look_up"
    case show = "subscription_by_id"
  }

  let payin: Payin

  private var kit: SimulatorKit { payin.kit }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    let group = root.group(RouterPath(Self.path))
    group.get(use: list)
    group.post(use: create)
    group.post("preview", use: preview)
    group.get(":subscription", use: show)
    group.delete(":subscription", use: cancel)
  }
}

// MARK: POST and DELETE

extension Subscriptions {
  @Sendable
  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let token = AccessRule.bearerToken(request.headers[.authorization])
    return try await kit.write(RequestKind.create.rawValue, request, context) { body, delivery in
      let lie = delivery.struck(.lyingAmounts) == nil ? 0 : 1
      return payin.books.change(token: token) { (books) throws(Refusal) in
        let problems = Self.problems(body, books)
        guard problems.isEmpty else { throw Refusal(.invalid(problems)) }
        return [PayinEvent(kind: .subscription, body: body)]
      } reply: { books, id in
        reply(books.subscription(id), books, status: 201, lieInCents: lie)
      }
    }
  }

  /// An `invoice` need not be unique.
  private static func problems(
    _ body: JSONValue, _ books: PayinBooks
  ) -> [(field: String, text: String)] {
    var problems = ["invoice", "instructions"].filter { !PartyRules.isFilled(body[$0]) }
      .map { (field: $0, text: "The \($0) field is required.") }
    if !(1...ChargeRules.mostCents).contains(body["amountCents"]?.integer ?? 0) {
      problems.append(("amountCents", "The amountCents must be a whole number of at least 1."))
    }
    if body["clientId"]?.integer == nil {
      problems.append(("clientId", "The clientId must be an integer."))
    }
    if let callback = body["callbackUrl"], !PartyRules.isFilled(callback) {
      problems.append(("callbackUrl", "The callbackUrl must be filled."))
    }
    if let buyer = body["buyer"], buyer.isObject {
      problems += PartyRules.problems(ofBuyer: buyer, needsAddress: false)
    } else {
      problems.append(("buyer", "The buyer field is required."))
    }
    if let sender = body["sender"] { problems += PartyRules.problems(ofSender: sender) }
    let today = BrasiliaTime.day(books.now)
    return problems + Schedule.problems(body, today: today, leastQuantity: 2)
  }

  /// Calculates only.
  @Sendable
  func preview(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try await kit.write(RequestKind.preview.rawValue, request, context) { body, _ in
      payin.books.look { books in
        let today = BrasiliaTime.day(books.now)
        let problems = Schedule.problems(body, today: today, leastQuantity: 1)
        guard problems.isEmpty else { return .invalid(problems) }
        let schedule = Schedule(body)
        var writer = JSONWriter()
        writer.beginArray()
        for due in (0..<Schedule.mostPreviewed).compactMap(schedule.dueDay) {
          writer.beginObject()
          writer.member("dateExpiration", due.dayText)
          writer.member("dateIssue", max(schedule.issueDay(ofDue: due), today).dayText)
          writer.endObject()
        }
        writer.endArray()
        return Reply(body: writer.bytes)
      }
    }
  }

  @Sendable
  func cancel(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = id(context)
    return try await kit.write(RequestKind.cancel.rawValue, request, context) { _, _ in
      payin.books.change { (books) throws(Refusal) in
        guard let subscription = books.subscription(id) else {
          throw Refusal(.notFound("Subscription"))
        }
        guard subscription.status == .active else {
          throw Refusal("status", "Only an active subscription can be canceled.")
        }
        return [PayinEvent(kind: .subscriptionCancellation, target: subscription.id)]
      } reply: { books, id in
        reply(books.subscription(id), books, status: 200, lieInCents: 0)
      }
    }
  }

  private func id(_ context: ConnectionContext) -> Int? {
    context.parameters.get("subscription").flatMap { Int($0) }
  }

  private func reply(
    _ subscription: Subscription?, _ books: PayinBooks, status: Int, lieInCents: Int
  ) -> Reply {
    guard let subscription else { return .serverError }
    var writer = JSONWriter()
    SubscriptionEncoder(books: books, lieInCents: lieInCents).write(subscription, to: &writer)
    return Reply(status: status, body: writer.bytes)
  }
}

// MARK: GET

extension Subscriptions {
  @Sendable
  func show(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = id(context)
    return try await kit.read(RequestKind.show.rawValue, context) { delivery in
      let lie = delivery.struck(.lyingAmounts) == nil ? 0 : 1
      return payin.books.look { books in
        guard let subscription = books.subscription(id) else { return .notFound("Subscription") }
        return reply(subscription, books, status: 200, lieInCents: lie)
      }
    }
  }

  @Sendable
  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let parameters = request.uri.queryParameters
    let isLookUp = parameters["invoice"] != nil
    let kind = isLookUp ? RequestKind.lookUp : .list
    return try await kit.read(kind.rawValue, context) { delivery in
      let isFiltered = delivery.struck(.filterIgnored) == nil
      let lie = delivery.struck(.lyingAmounts) == nil ? 0 : 1
      let query: SubscriptionQuery
      do throws(InvalidParameter) {
        query = try SubscriptionQuery(
          perPageDefault: kit.settings.recordsPerPage,
          perPageMaximum: kit.settings.maximumRecordsPerPage,
          parameter: { parameters[Substring($0)].map(String.init) })
      } catch {
        return .invalid([(error.name, "The \(error.name) parameter is invalid.")])
      }
      return payin.books.look { books in
        let encoder = SubscriptionEncoder(books: books, lieInCents: lie)
        var writer = JSONWriter()
        writer.beginArray()
        for subscription in query.page(of: books.subscriptions, isFiltered: isFiltered) {
          encoder.write(subscription, to: &writer)
        }
        writer.endArray()
        return Reply(body: writer.bytes)
      }
    }
  }
}

/// What the list asks for; it answers with a bare array.
struct SubscriptionQuery {
  private var page = 1
  private var perPage: Int
  private var isDescending: Bool
  private var id: Int?
  private var document: String?
  private var invoice: String?
  private var status: Int?
  private var clientID: Int?
  private var createdBefore: Moment?
  private var createdAfter: Moment?

  /// - Parameter parameter: the value of a query parameter, nil when it is absent.
  /// - Throws: ``InvalidParameter`` naming the first one that cannot be read.
  init(
    perPageDefault: Int, perPageMaximum: Int, parameter: @escaping (String) -> String?
  ) throws(InvalidParameter) {
    let reader = ParameterReader(parameter: parameter)
    page = max(1, try reader.integer("page") ?? 1)
    let requested = try reader.integer("per_page") ?? 0
    perPage = min(requested > 0 ? requested : perPageDefault, perPageMaximum)
    isDescending = try reader.choice("sort", { ["ASC": false, "DESC": true][$0] }) ?? false
    id = try reader.integer("id")
    document = parameter("buyer_document")
    invoice = parameter("invoice")
    status = try reader.choice("status_id") { text in
      Int(text).flatMap { Subscription.Status(rawValue: $0)?.rawValue }
    }
    clientID = try reader.integer("client_id")
    createdBefore = try reader.choice("created_before", Moment.init(calendarDay:))
    createdAfter = try reader.choice("created_after", Moment.init(calendarDay:))
    _ = try reader.choice("order_by") { ["id", "created_at"].contains($0) ? true : nil }
  }

  func page(of subscriptions: [Subscription], isFiltered: Bool) -> ArraySlice<Subscription> {
    var matching = isFiltered ? subscriptions.filter(holds) : subscriptions
    if isDescending { matching.reverse() }
    let start = min(matching.count, (page - 1).multipliedClamped(by: perPage))
    return matching[start..<min(matching.count, start + perPage)]
  }

  private func holds(for subscription: Subscription) -> Bool {
    (id ?? subscription.id) == subscription.id
      && (invoice ?? subscription.invoice) == subscription.invoice
      && (status ?? subscription.status.rawValue) == subscription.status.rawValue
      && (clientID ?? subscription.clientID) == subscription.clientID
      && document.map { $0 == subscription.body["buyer"]?["document"]?["number"]?.text } ?? true
      && ChargeFilter.isWithin(subscription.createdAt, createdAfter, createdBefore)
  }
}

struct SubscriptionEncoder {
  let books: PayinBooks
  var lieInCents = 0

  func write(_ subscription: Subscription, to writer: inout JSONWriter) {
    let body = subscription.body
    writer.beginObject()
    writer.member("id", subscription.id)
    writer.member("invoice", subscription.invoice)
    writer.member("callbackUrl", orNull: body["callbackUrl"])
    writer.object("client") { writer in
      writer.member("id", subscription.clientID)
      writer.member("name", ChargeEncoder.clientName(of: subscription.clientID))
    }
    writer.object("status") { writer in
      writer.member("id", subscription.status.rawValue)
      writer.member("name", subscription.status.name)
    }
    writer.member("instructions", orNull: body["instructions"])
    writer.member("amountCents", (body["amountCents"]?.integer ?? 0) + lieInCents)
    writer.member("sender", orNull: body["sender"])
    writer.member("buyer", orNull: body["buyer"])
    let schedule = subscription.schedule
    let next = subscription.status == .active ? schedule.dueDay(subscription.charges.count) : nil
    writer.member("dateNextIssue", orNull: next.map { schedule.issueDay(ofDue: $0).dayText })
    writer.member("dateLastPaid", orNull: lastPaid(subscription)?.dayText)
    for name in ["dateFirst", "daysBeforeExpiration", "frequency", "quantity"] {
      writer.member(name, orNull: body[name])
    }
    writer.member("createdAt", subscription.createdAt.zuluText)
    writer.member("updatedAt", subscription.updatedAt.zuluText)
    writer.endObject()
  }

  private func lastPaid(_ subscription: Subscription) -> Moment? {
    subscription.charges.compactMap { books.charge($0)?.paidAt(books.now, books.pace) }.max()
  }
}
