import Hummingbird

/// What `GET /v2/account/{merchantId}/statement` asks for. One pair of dates is needed; days are days of
/// UTC, the last one included.
struct StatementQuery {
  var page = 1
  var perPage: Int
  private var id: Int?
  private var entity: String?
  private var categories: Set<Int>?
  private var recipient: Int?
  private var currency: String
  private var from: Moment
  private var to: Moment

  /// - Parameter parameter: the value of a query parameter, nil when it is absent.
  /// - Throws: ``InvalidParameter`` naming the first one that cannot be read.
  init(
    perPageDefault: Int, perPageMaximum: Int, parameter: @escaping (String) -> String?
  ) throws(InvalidParameter) {
    let reader = ParameterReader(parameter: parameter)
    page = max(1, try reader.integer("page") ?? 1)
    let requested = try reader.integer("per_page") ?? 0
    perPage = min(requested > 0 ? requested : perPageDefault, perPageMaximum)
    id = try reader.integer("id")
    entity = parameter("entity")
    categories = try reader.choice("category_id") { text in
      let ids = text.split(separator: ",").map { Int($0) }
      return ids.contains(nil) ? nil : Set(ids.compactMap { $0 })
    }
    recipient = try reader.integer("recipient_id")
    currency = parameter("currency") ?? "BRL"
    // Movements occur when they are created here: both pairs mean the same.
    for pair in ["created", "occurrence"] {
      let first = try reader.choice("\(pair)_after", Moment.init(calendarDay:))
      let last = try reader.choice("\(pair)_before", Moment.init(calendarDay:))
      if let first, let last {
        (from, to) = (first, last)
        return
      }
    }
    throw InvalidParameter(name: "created_after")
  }

  func holds(for line: StatementLine) -> Bool {
    (id ?? line.id) == line.id && (entity ?? line.entity) == line.entity
      && categories?.contains(line.categoryID) ?? true && recipient == line.recipient
      && currency == "BRL" && ChargeFilter.isWithin(line.occurredAt, from, to)
  }
}

/// One movement as the statement shows it, of this API or of another operation of the account.
struct StatementLine {
  let id: Int
  let entity: String
  let entityID: String
  let categoryID: Int
  let categoryName: String
  let amountInCents: Int
  let balanceInCents: Int
  let invoice: String?
  let description: String
  let occurredAt: Moment
  let recipient: Int?

  func write(to writer: inout JSONWriter, lieInCents: Int) {
    writer.beginObject()
    writer.member("id", id)
    writer.member("entity", entity)
    writer.member("entity_id", entityID)
    writer.member("impact_balance", "available_balance")
    writer.object("category") { writer in
      writer.member("id", categoryID)
      writer.member("name", categoryName)
    }
    writer.key("amount")
    writer.value(cents: amountInCents + lieInCents)
    for name in ["available_balance", "balance"] {
      writer.key(name)
      writer.value(cents: balanceInCents)
    }
    writer.member("reserve_balance", 0)
    writer.member("invoice", orNull: invoice)
    writer.member("description", description)
    writer.member("occurrence_at", occurredAt.zuluText)
    writer.member("created_at", occurredAt.zuluText)
    writer.endObject()
  }
}

/// All movements of the account in the order of time: those of the wallet, and what other operations
/// moved meanwhile, which changes the merchant's balance from then on.
struct Statement {
  let lines: [StatementLine]

  init(_ books: PayinBooks, others: [Movement]) {
    var drafts = books.wallet.entries.map { Draft($0) } + others.map { Draft($0) }
    // Stable: movements of one moment keep their order.
    drafts = drafts.enumerated().sorted {
      ($0.element.line.occurredAt, $0.offset) < ($1.element.line.occurredAt, $1.offset)
    }.map(\.element)
    var (wallet, moved) = (books.settings.openingBalanceInCents, 0)
    lines = drafts.enumerated().map { offset, draft in
      if draft.isForeign {
        moved += draft.line.amountInCents
      } else if draft.line.recipient == nil {
        wallet = draft.line.balanceInCents
      }
      return draft.line(id: 800_001 + offset, merchantBalanceInCents: wallet + moved)
    }
  }

  private struct Draft {
    let line: StatementLine
    let isForeign: Bool

    init(_ entry: WalletEntry) {
      isForeign = false
      line = StatementLine(
        id: 0, entity: entry.entity.rawValue, entityID: String(entry.entityID),
        categoryID: entry.category.rawValue, categoryName: entry.category.name,
        amountInCents: entry.amountInCents, balanceInCents: entry.balanceInCents,
        invoice: entry.invoice, description: entry.description, occurredAt: entry.occurredAt,
        recipient: entry.recipient)
    }

    init(_ movement: Movement) {
      isForeign = true
      line = StatementLine(
        id: 0, entity: movement.entity, entityID: movement.entityID, categoryID: 0,
        categoryName: movement.description, amountInCents: movement.amountInCents,
        balanceInCents: 0, invoice: movement.code, description: movement.description,
        occurredAt: movement.occurredAt, recipient: nil)
    }

    func line(id: Int, merchantBalanceInCents balance: Int) -> StatementLine {
      StatementLine(
        id: id, entity: line.entity, entityID: line.entityID, categoryID: line.categoryID,
        categoryName: line.categoryName, amountInCents: line.amountInCents,
        balanceInCents: line.recipient == nil ? balance : line.balanceInCents,
        invoice: line.invoice, description: line.description,
        occurredAt: line.occurredAt, recipient: line.recipient)
    }
  }
}

// MARK: GET /v2/account/{merchantId}/statement

extension Wallets {
  @Sendable
  func showStatement(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let isKnown = context.parameters.get("merchant") == String(payin.kit.settings.merchantID)
    return try await payin.kit.read(RequestKind.statement.rawValue, context) { delivery in
      statementReply(request, isKnown: isKnown, delivery)
    }
  }

  private func statementReply(
    _ request: Request, isKnown: Bool, _ delivery: FaultDelivery
  ) -> Reply {
    let parameters = request.uri.queryParameters
    let lie = delivery.struck(.lyingAmounts) == nil ? 0 : 1
    let query: StatementQuery
    do {
      query = try StatementQuery(
        perPageDefault: payin.kit.settings.recordsPerPage,
        perPageMaximum: payin.kit.settings.maximumRecordsPerPage,
        parameter: { parameters[Substring($0)].map(String.init) })
    } catch {
      return .invalid([(error.name, "The \(error.name) parameter is invalid.")])
    }
    let others = payin.kit.movements
    return payin.books.look { books in
      let lines = isKnown ? Statement(books, others: others).lines.filter(query.holds) : []
      let start = min(lines.count, (query.page - 1).multipliedClamped(by: query.perPage))
      let shown = lines[start..<min(lines.count, start + query.perPage)]
      var writer = JSONWriter()
      writer.beginArray()
      for line in shown { line.write(to: &writer, lieInCents: lie) }
      writer.endArray()
      var reply = Reply(body: writer.bytes)
      reply.otherHeaders = Self.headers(query, total: lines.count)
      return reply
    }
  }

  private static func headers(_ query: StatementQuery, total: Int) -> [String: String] {
    let pages = max(1, (total + query.perPage - 1) / query.perPage)
    return [
      "x-page": String(query.page), "x-per-page": String(query.perPage),
      "x-next-page": query.page < pages ? String(query.page + 1) : "",
      "x-prev-page": query.page > 1 ? String(query.page - 1) : "",
      "x-total-count": String(total), "x-total-pages": String(pages),
    ]
  }
}
