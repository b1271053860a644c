import Hummingbird
import Synchronization

/// Transactions: made once for a reference, read, listed.
struct Transactions {
  static let path = "/v1/transactions"

  /// What requests ask for. Names are those of the report.
  enum RequestKind: String, CaseIterable {
    case create = "transaction_create"
    case show = "transaction_by_id"
    case list = "transaction_list"
    /// The list with a `reference_id`.
    case lookUp = "transaction_look_up"
  }

  let weepay: Weepay

  private var kit: SimulatorKit { weepay.kit }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    let group = root.group(RouterPath(Self.path))
    group.post(use: create)
    group.get(use: list)
    group.get(":transaction", use: show)
  }

  // MARK: POST /v1/transactions

  @Sendable
  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try await kit.write(RequestKind.create.rawValue, request, context) { body, delivery in
      let lie = delivery.struck(.lyingAmounts) == nil ? 0 : 1
      return weepay.books.change(lag: delivery.listLag()) { (books) throws(Refusal) in
        try judge(body, books)
      } reply: { books, id in
        guard let transaction = books.transaction(id) else { return .serverError }
        switch transaction.test {
        case .timesOut: return Reply(status: 408, message: "Gateway timeout")
        case .failsKept: return Self.notAuthorised
        default: return Self.reply(transaction, books, status: 201, lieInCents: lie)
        }
      }
    }
  }

  private static let notAuthorised = Reply(
    status: 402, message: "The card was not authorized by the issuer.")

  private func judge(
    _ body: JSONValue, _ books: WeepayBooks
  ) throws(Refusal) -> [WeepayEvent] {
    if let refusal = TransactionRules.refusal(of: body) { throw refusal }
    if let reference = body["reference_id"]?.text,
      let first = books.transactionsByReference[reference]?.first
    {
      if kit.settings.uniqueness {
        throw .answered(Self.reply(books.transactions[first], books, status: 200))
      }
      kit.statistics.withLock { $0.repeatedCodeCount += 1 }
    }
    var (events, customer) = try self.customer(body["customer"] ?? .null, books)
    if let id = body["payment_method"]?["card"]?["id"]?.text {
      guard let card = books.card(.init(customer: customer, card: id)) else {
        throw Refusal(422, "The card does not belong to the customer.")
      }
      switch card.test {
      case .notAuthorised: throw Refusal(Self.notAuthorised)
      case .refused: throw Refusal(422, "The transaction was refused.")
      default: break
      }
    }
    events.append(WeepayEvent(kind: .transaction, target: customer, body: body))
    return events
  }

  /// Who pays: a customer by id, or the data of one, which makes or replaces it.
  private func customer(
    _ json: JSONValue, _ books: WeepayBooks
  ) throws(Refusal) -> ([WeepayEvent], id: String) {
    if let id = json["id"]?.text {
      guard books.customer(id) != nil else {
        throw Refusal(422, "The customer was not found.")
      }
      return ([], id)
    }
    if let refusal = CustomerRules.refusal(of: json) { throw refusal }
    guard let known = books.customer(ofDocument: json["document_number"]?.text ?? "") else {
      return ([WeepayEvent(kind: .customer, body: json)], "")
    }
    return ([WeepayEvent(kind: .customerUpdate, target: known.id, body: json)], known.id)
  }

  private static func reply(
    _ transaction: Transaction, _ books: WeepayBooks, status: Int, lieInCents: Int = 0
  ) -> Reply {
    var writer = JSONWriter()
    transaction.write(at: books.now, books.settings.pace, lieInCents: lieInCents, to: &writer)
    return Reply(status: status, body: writer.bytes)
  }

  // MARK: GET

  @Sendable
  func show(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = context.parameters.get("transaction") ?? ""
    return try await kit.read(RequestKind.show.rawValue, context) { delivery in
      let lie = delivery.struck(.lyingAmounts) == nil ? 0 : 1
      return weepay.books.look { books in
        guard let transaction = books.transaction(id), books.isVisible(transaction) else {
          return .notFound("Transaction")
        }
        return Self.reply(transaction, books, status: 200, lieInCents: lie)
      }
    }
  }

  @Sendable
  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let parameters = request.uri.queryParameters
    let kind = parameters["reference_id"] == nil ? RequestKind.list : .lookUp
    return try await kit.read(kind.rawValue, context) { delivery in
      var query: WeepayQuery
      do throws(InvalidParameter) {
        query = try WeepayQuery { parameters[Substring($0)].map(String.init) }
      } catch {
        return .invalid(parameter: error.name)
      }
      if delivery.struck(.filterIgnored) != nil { query.removeFilters() }
      return weepay.books.look { books in
        let pace = books.settings.pace
        let matching = books.transactions.filter { transaction in
          books.isVisible(transaction) && query.covers(transaction.createdAt)
            && query.reference.map { $0 == transaction.reference } ?? true
            && query.allows(transaction.status(at: books.now, pace).rawValue, \.statuses)
            && query.allows(transaction.paymentType, \.paymentTypes)
        }
        return query.reply(matching, hasPages: true) { transaction, writer in
          transaction.write(at: books.now, pace, to: &writer)
        }
      }
    }
  }
}

/// Captures and voids.
struct TransactionChanges {
  /// What requests ask for. Names are those of the report.
  enum RequestKind: String, CaseIterable {
    case capture = "transaction_capture"
    case void = "transaction_void"
  }

  let weepay: Weepay

  private var kit: SimulatorKit { weepay.kit }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    let group = root.group(RouterPath(Transactions.path))
    group.post(":transaction/capture", use: capture)
    group.post(":transaction/void", use: void)
  }

  @Sendable
  func capture(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = context.parameters.get("transaction") ?? ""
    return try await kit.write(RequestKind.capture.rawValue, request, context) { _, _ in
      weepay.books.change { (books) throws(Refusal) in
        guard let transaction = books.transaction(id) else {
          throw Refusal(.notFound("Transaction"))
        }
        let status = transaction.status(at: books.now, books.settings.pace)
        guard status == .preAuthorized, transaction.test != .cannotBeCaptured else {
          throw Refusal(
            402, "The capture request failed. Transaction could not be captured.")
        }
        return [WeepayEvent(kind: .capture, target: id)]
      } reply: { _, _ in
        .noContent
      }
    }
  }

  @Sendable
  func void(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = context.parameters.get("transaction") ?? ""
    return try await kit.write(RequestKind.void.rawValue, request, context) { body, _ in
      weepay.books.change { (books) throws(Refusal) in
        guard let transaction = books.transaction(id) else {
          throw Refusal(.notFound("Transaction"))
        }
        try judgeVoid(of: transaction, body, books)
        return [WeepayEvent(kind: .void, target: id, body: body)]
      } reply: { _, _ in
        .noContent
      }
    }
  }

  /// Only what was captured of a credit card is voided in part.
  private func judgeVoid(
    of transaction: Transaction, _ body: JSONValue, _ books: WeepayBooks
  ) throws(Refusal) {
    let status = transaction.status(at: books.now, books.settings.pace)
    let isVoidable = status == .succeeded || status == .preAuthorized
    guard isVoidable, transaction.test != .cannotBeVoided else {
      throw Refusal(
        402,
        "Transactions with status \(status.rawValue) and with confirmed flag setted to 1 are not voidable"
      )
    }
    guard let amount = body["amount"] else { return }
    guard let cents = amount.integer, TransactionRules.amounts.contains(cents) else {
      throw Refusal(.invalid(body: [("amount", "amount should be integer of 32 bits")]))
    }
    let isWhole = cents == transaction.amountInCents
    let mayBePart =
      status == .succeeded && ["credit", ""].contains(transaction.paymentType)
    guard cents <= transaction.amountInCents, isWhole || mayBePart else {
      throw Refusal(402, "The void request failed. The amount cannot be voided.")
    }
  }
}
