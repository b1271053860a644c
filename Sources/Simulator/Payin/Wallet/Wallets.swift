import Hummingbird

/// Balances, withdrawals and the statement.
struct Wallets {
  static let clientsPath = "/v1/payin/clients"
  static let accountPath = "/v2/account"

  /// What requests ask for. Names are those of the report.
  enum RequestKind: String, CaseIterable {
    case withdraw = "withdrawal_create"
    case clientBalance = "client_balance"
    case balance
    case statement
  }

  let payin: Payin

  private var kit: SimulatorKit { payin.kit }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    let clients = root.group(RouterPath(Self.clientsPath))
    clients.get(":client/balance", use: showClientBalance)
    clients.post(":client/withdrawals", use: withdraw)
    let account = root.group(RouterPath(Self.accountPath))
    account.get(":merchant/balance", use: showBalance)
    account.get(":merchant/statement", use: showStatement)
  }
}

// MARK: Balances

extension Wallets {
  @Sendable
  func showClientBalance(
    _ request: Request, _ context: ConnectionContext
  ) async throws -> Response {
    let recipient = request.uri.queryParameters["recipient_id"].map(String.init)
    return try await kit.read(RequestKind.clientBalance.rawValue, context) { _ in
      let moved = recipient == nil ? movedElsewhereInCents : 0
      return payin.books.look { books in
        guard isClient(context) else { return .notFound("Client") }
        if let recipient, books.recipient(Int(recipient)) == nil { return .notFound("Recipient") }
        return envelope("Client balance amount in cents") {
          $0.member(
            "balance",
            books.wallet.balance(ofRecipient: recipient.flatMap { Int($0) }) + moved)
        }
      }
    }
  }

  /// A wrong currency or account answers with zeros.
  @Sendable
  func showBalance(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let recipient = request.uri.queryParameters["recipient_id"].flatMap { Int($0) }
    let currency = request.uri.queryParameters["currency"].map(String.init) ?? "BRL"
    let isKnown = context.parameters.get("merchant") == String(kit.settings.merchantID)
    return try await kit.read(RequestKind.balance.rawValue, context) { delivery in
      let lie = delivery.struck(.lyingAmounts) == nil ? 0 : 1
      let moved = recipient == nil ? movedElsewhereInCents : 0
      return payin.books.look { books in
        let balance = books.wallet.balance(ofRecipient: recipient) + moved + lie
        let cents = isKnown && currency == "BRL" ? balance : 0
        var writer = JSONWriter()
        writer.beginObject()
        for name in ["balance", "available_balance"] {
          writer.key(name)
          writer.value(cents: cents)
        }
        writer.member("reserve_balance", 0)
        writer.member("fee", orNull: nil as Int?)
        writer.endObject()
        return Reply(body: writer.bytes)
      }
    }
  }

  /// What other operations moved in the merchant's account.
  private var movedElsewhereInCents: Int {
    kit.movements.reduce(0) { $0 + $1.amountInCents }
  }

  private func isClient(_ context: ConnectionContext) -> Bool {
    context.parameters.get("client") == String(kit.settings.merchantID)
  }
}

/// `{"status": true, "data": …, "message": …}`.
func envelope(
  status: Int = 200, _ message: String, _ members: (inout JSONWriter) -> Void
) -> Reply {
  var writer = JSONWriter()
  writer.beginObject()
  writer.key("status")
  writer.value(true)
  writer.object("data", members)
  writer.member("message", message)
  writer.endObject()
  return Reply(status: status, body: writer.bytes)
}

extension JSONWriter {
  /// An amount in units, exactly: `-15.05`.
  mutating func value(cents: Int) {
    let magnitude = cents.magnitude
    let units = "\(magnitude / 100).\((magnitude % 100).zeroPadded(to: 2))"
    value(.number(cents < 0 ? "-\(units)" : units))
  }
}

// MARK: Withdrawals

extension Wallets {
  @Sendable
  func withdraw(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    try await kit.write(RequestKind.withdraw.rawValue, request, context) { body, _ in
      guard isClient(context) else { return .notFound("Client") }
      return payin.books.change { (books) throws(Refusal) in
        try judge(body, books)
      } reply: { books, id in
        envelope(status: 201, "Withdrawal created") { writer in
          writer.member("id", id)
          writer.member("recipient_id", orNull: body["recipient_id"])
          writer.member("amountCents", orNull: body["amountCents"])
          writer.member("created_at", books.now.zuluText)
        }
      }
    }
  }

  private func judge(
    _ body: JSONValue, _ books: PayinBooks
  ) throws(Refusal) -> [PayinEvent] {
    guard let recipient = books.recipient(body["recipient_id"]?.integer) else {
      throw Refusal("recipient_id", "The selected recipient_id is invalid.")
    }
    guard let amount = body["amountCents"]?.integer, amount >= 1 else {
      throw Refusal("amountCents", "The amountCents must be at least 1.")
    }
    guard amount <= books.wallet.balance(ofRecipient: recipient.id) else {
      throw Refusal("amountCents", "The recipient has no such balance.")
    }
    return [PayinEvent(kind: .withdrawal, body: body)]
  }
}

extension PayinBooks {
  /// Pays a recipient's money out; the id of the withdrawal.
  mutating func addWithdrawal(_ body: JSONValue) -> Int {
    let recipient = body["recipient_id"]?.integer ?? 0
    withdrawals.append(recipient)
    let id = 700_000 + withdrawals.count
    wallet.post(
      WalletEntry(
        entity: .withdrawal, entityID: id, category: .withdrawal,
        amountInCents: -(body["amountCents"]?.integer ?? 0), description: "Withdrawal",
        occurredAt: now, recipient: recipient))
    return id
  }
}
