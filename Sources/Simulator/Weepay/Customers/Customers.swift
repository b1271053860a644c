import Hummingbird

/// Customers: made, found by document, read, replaced.
struct Customers {
  static let path = "/v1/customers"

  /// What requests ask for. Names are those of the report.
  enum RequestKind: String, CaseIterable {
    case create = "customer_create"
    case search = "customer_search"
    case show = "customer_by_id"
    case update = "customer_update"
  }

  let weepay: Weepay

  private var kit: SimulatorKit { weepay.kit }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    let group = root.group(RouterPath(Self.path))
    group.post(use: create)
    group.get("search", use: search)
    group.get(":customer", use: show)
    group.put(":customer", use: update)
  }

  /// A second customer of one document is made: that it is refused is not documented.
  @Sendable
  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try await kit.write(RequestKind.create.rawValue, request, context) { body, _ in
      weepay.books.change { (books) throws(Refusal) in
        if let refusal = CustomerRules.refusal(of: body) { throw refusal }
        return [WeepayEvent(kind: .customer, body: body)]
      } reply: { books, id in
        guard let customer = books.customer(id) else { return .serverError }
        var reply = Reply(body: customer.bytes)
        reply.status = 201
        return reply
      }
    }
  }

  @Sendable
  func search(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let document = request.uri.queryParameters["document_number"].map(String.init) ?? ""
    return try await kit.read(RequestKind.search.rawValue, context) { _ in
      weepay.books.look { books in
        books.customer(ofDocument: document).map { Reply(body: $0.bytes) } ?? .notFound("Customer")
      }
    }
  }

  @Sendable
  func show(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = context.parameters.get("customer") ?? ""
    return try await kit.read(RequestKind.show.rawValue, context) { _ in
      weepay.books.look { books in
        books.customer(id).map { Reply(body: $0.bytes) } ?? .notFound("Customer")
      }
    }
  }

  @Sendable
  func update(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = context.parameters.get("customer") ?? ""
    return try await kit.write(RequestKind.update.rawValue, request, context) { body, _ in
      weepay.books.change { (books) throws(Refusal) in
        guard books.customer(id) != nil else { throw Refusal(.notFound("Customer")) }
        if let refusal = CustomerRules.refusal(of: body) { throw refusal }
        return [WeepayEvent(kind: .customerUpdate, target: id, body: body)]
      } reply: { _, _ in
        .noContent
      }
    }
  }
}
