import Hummingbird
import Synchronization

/// Charges: created and canceled in version 1, read in both versions.
struct Charges {
  static let path = "/v1/payin/payments"
  static let newerPath = "/v2/payin/payments"

  /// What requests ask for. Names are those of the report.
  enum RequestKind: String, CaseIterable {
    case create = "charge_create"
    case cancel = "charge_cancel"
    /// By key, id or nosso número.
    case show = "charge_by_key"
    case printable = "charge_printable"
    case list = "charge_list"
    /// The list with an `invoice`.
    case lookUp = "charge_look_up"
    /// In the newer form.
    case showNewer = "charge_by_id"
  }

  let payin: Payin

  private var kit: SimulatorKit { payin.kit }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    let older = root.group(RouterPath(Self.path))
    older.post(":first", use: create)
    // A key type and a key; or a key and "html", which has the same shape.
    older.get(":first/:second", use: show)
    older.get(":first/html", use: showPrintable)
    older.delete(":first/request-cancel", use: cancel)
    let newer = root.group(RouterPath(Self.newerPath))
    newer.get(use: list)
    newer.get(":first", use: showNewer)
  }
}

// MARK: POST /v1/payin/payments/{chargeType}

extension Charges {
  @Sendable
  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let method = context.parameters.get("first").flatMap { ChargeMethod(rawValue: $0) }
    let token = AccessRule.bearerToken(request.headers[.authorization])
    return try await kit.write(RequestKind.create.rawValue, request, context) { body, delivery in
      guard let method else { return .notFound("Charge type") }
      let lies = ChargeEncoder.Lies(delivery)
      return payin.books.change(token: token, lag: delivery.listLag()) { (books) throws(Refusal) in
        try judge(body, method, books)
      } reply: { books, id in
        guard let charge = books.charge(id) else { return .serverError }
        if TestPayer.deniesCreation(ofName: charge.request.buyer.name) { return TestPayer.failure }
        return Reply(status: 201, body: ChargeEncoder(books: books, lies: lies).older(charge))
      }
    }
  }

  private func judge(
    _ body: JSONValue, _ method: ChargeMethod, _ books: PayinBooks
  ) throws(Refusal) -> [PayinEvent] {
    let rules = ChargeRules(method: method, body: body, now: books.now, wallets: books.wallets)
    if let refusal = rules.refusal { throw refusal }
    let request = ChargeRequest(body)
    if books.chargesByNumber[request.customNumber] != nil {
      if kit.settings.uniqueness {
        throw Refusal(
          .invalid([("customNumber", "The customNumber has already been taken.")]),
          isRepetition: true)
      }
      kit.statistics.withLock { $0.repeatedCodeCount += 1 }
    }
    let buyer = request.buyer
    if let refusal = TestPayer.refusal(ofName: buyer.name, document: buyer.document) {
      throw refusal
    }
    return [PayinEvent(kind: .charge, method: method, body: body)]
  }
}

// MARK: DELETE /v1/payin/payments/{id}/request-cancel

extension Charges {
  /// The vendor's times, from the creation.
  static func cancellationAge(_ method: ChargeMethod, _ settings: SimulatorSettings) -> Duration {
    settings.cancellationAge ?? (method == .pix ? .seconds(5 * 60) : .seconds(30 * 60))
  }

  @Sendable
  func cancel(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = context.parameters.get("first").flatMap { Int($0) }
    return try await kit.write(RequestKind.cancel.rawValue, request, context) { body, _ in
      payin.books.change { (books) throws(Refusal) in
        try judgeCancellation(of: id, body, books)
      } reply: { _, _ in
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("status")
        writer.value(true)
        writer.object("data") { $0.member("message", "Cancellation requested") }
        writer.endObject()
        return Reply(body: writer.bytes)
      }
    }
  }

  private func judgeCancellation(
    of id: Int?, _ body: JSONValue, _ books: PayinBooks
  ) throws(Refusal) -> [PayinEvent] {
    guard let id, let charge = books.charge(id) else { throw Refusal(.notFound("Payin")) }
    let named = body["cashInId"].flatMap { $0.text ?? $0.integer.map { String($0) } }
    guard named == String(id) else {
      throw Refusal("cashInId", "The cashInId must be the id of the path.")
    }
    guard charge.status(at: books.now, books.pace) == .created else {
      throw Refusal(Reply(status: 400, message: "Only a created payin can be canceled."))
    }
    let age = Self.cancellationAge(charge.method, kit.settings).wholeMilliseconds
    guard charge.createdAt.advanced(byMilliseconds: age) <= books.now else {
      throw Refusal(Reply(status: 400, message: "The payin is too recent to be canceled."))
    }
    return [PayinEvent(kind: .cancellation, target: id)]
  }
}

// MARK: GET

extension Charges {
  @Sendable
  func show(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let keyType = context.parameters.get("first") ?? ""
    let key = context.parameters.get("second") ?? ""
    return try await kit.read(RequestKind.show.rawValue, context) { delivery in
      let lies = ChargeEncoder.Lies(delivery)
      return payin.books.look { books in
        guard let charge = Self.charge(keyType, key, in: books) else { return .notFound("Payin") }
        return Reply(body: ChargeEncoder(books: books, lies: lies).older(charge))
      }
    }
  }

  private static func charge(
    _ keyType: String, _ key: String, in books: PayinBooks
  ) -> Charge? {
    switch keyType {
    case "id": return books.visibleCharge(Int(key))
    case "key": return books.visibleCharge(books.chargeByKey[key])
    case "ourNumber":
      guard let charge = books.visibleCharge(Int(key)), charge.ourNumber == key else { return nil }
      return charge
    default: return nil
    }
  }

  @Sendable
  func showPrintable(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let key = context.parameters.get("first") ?? ""
    return try await kit.read(RequestKind.printable.rawValue, context) { delivery in
      let lies = ChargeEncoder.Lies(delivery)
      return payin.books.look { books in
        guard let charge = books.visibleCharge(books.chargeByKey[key]),
          let boleto = ChargeEncoder(books: books, lies: lies).boleto(of: charge)
        else { return .notFound("Boleto") }
        var writer = JSONWriter()
        writer.value(PrintableBoleto.page(charge, boleto))
        return Reply(body: writer.bytes)
      }
    }
  }

  @Sendable
  func showNewer(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = context.parameters.get("first").flatMap { Int($0) }
    return try await kit.read(RequestKind.showNewer.rawValue, context) { delivery in
      let lies = ChargeEncoder.Lies(delivery)
      return payin.books.look { books in
        guard let charge = books.visibleCharge(id) else { return .notFound("Payin") }
        var writer = JSONWriter()
        ChargeEncoder(books: books, lies: lies).writeNewer(charge, to: &writer)
        return Reply(body: writer.bytes)
      }
    }
  }

  @Sendable
  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let isLookUp = request.uri.queryParameters["invoice"] != nil
    let kind = isLookUp ? RequestKind.lookUp : .list
    return try await kit.read(kind.rawValue, context) { delivery in
      listReply(request, delivery)
    }
  }

  private func listReply(_ request: Request, _ delivery: FaultDelivery) -> Reply {
    let parameters = request.uri.queryParameters
    let lies = ChargeEncoder.Lies(delivery)
    var query: ChargeQuery
    do {
      query = try ChargeQuery(
        perPageDefault: kit.settings.recordsPerPage,
        perPageMaximum: kit.settings.maximumRecordsPerPage,
        parameter: { parameters[Substring($0)].map(String.init) })
    } catch {
      return Reply.invalid([(error.name, "The \(error.name) parameter is invalid.")])
    }
    if delivery.struck(.filterIgnored) != nil { query.filter = ChargeFilter() }
    return payin.books.look { books in
      let selection = ChargeSelection(query, in: books)
      let frame = PageFrame(
        page: query.page, perPage: query.perPage, total: selection.total,
        count: selection.charges.count,
        path: "http://\(request.head.authority ?? kit.settings.host)\(Self.newerPath)",
        otherParameters: PageFrame.parametersWithoutPage(request.uri.query ?? ""))
      var writer = JSONWriter(reserving: 1024 * (1 + selection.charges.count))
      let encoder = ChargeEncoder(books: books, lies: lies)
      frame.write(to: &writer) { writer in
        for charge in selection.charges { encoder.writeNewer(charge, to: &writer) }
      }
      return Reply(body: writer.bytes)
    }
  }
}

/// The printable page of a boleto: HTML for a browser, made of texts that were escaped.
enum PrintableBoleto {
  static func page(_ charge: Charge, _ boleto: BoletoCode) -> String {
    let amount = charge.request.amountInCents
    let lines = [
      charge.request.buyer.name, charge.request.instructions ?? "", boleto.digitableLine,
      boleto.barCode, charge.ourNumber ?? "", charge.request.expireDate,
      "R$ \(amount / 100),\((amount % 100).zeroPadded(to: 2))",
    ]
    return "<style></style><div>" + lines.map { "<p>\(escaped($0))</p>" }.joined() + "</div>"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
