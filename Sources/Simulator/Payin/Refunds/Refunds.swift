import Hummingbird

/// Refunds of Pix charges. The path has the charge's id when one is created and the refund's own when it
/// is read.
struct Refunds {
  static let path = Charges.path + "/payin-refund"

  static let mostCents = 10_000_000
  static let longestText = 191
  /// After the payment.
  static let lastDay: Int64 = 90

  /// What requests ask for. Names are those of the report.
  enum RequestKind: String, CaseIterable {
    case create = "refund_create"
    case show = "refund_by_id"
  }

  let payin: Payin

  private var kit: SimulatorKit { payin.kit }
  private var isNewer: Bool { kit.settings.answersInNewerForm }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    let group = root.group(RouterPath(Self.path))
    group.post(":second", use: create)
    group.get(":second", use: show)
  }

  @Sendable
  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = context.parameters.get("second").flatMap { Int($0) }
    let token = AccessRule.bearerToken(request.headers[.authorization])
    return try await kit.write(RequestKind.create.rawValue, request, context) { body, delivery in
      let lie = delivery.struck(.lyingAmounts) == nil ? 0 : 1
      return payin.books.change(token: token, lag: delivery.listLag()) { (books) throws(Refusal) in
        try judge(body, books.charge(id ?? 0), books)
      } reply: { books, id in
        reply(books.refund(id), books, status: 201, lieInCents: lie)
      }
    }
  }

  private func judge(
    _ body: JSONValue, _ charge: Charge?, _ books: PayinBooks
  ) throws(Refusal) -> [PayinEvent] {
    guard let charge else { throw Refusal(.notFound("Payin")) }
    for field in ["reason", "callbackUrl"] {
      guard let value = body[field] else { continue }
      guard let count = value.text?.unicodeScalars.count, (1...Self.longestText).contains(count)
      else { throw Refusal(field, "The \(field) must have 1 to \(Self.longestText) characters.") }
    }
    guard let amount = body["amountCents"]?.integer, (0...Self.mostCents).contains(amount) else {
      throw Refusal(
        "amountCents", "The amountCents must be a whole number from 0 to \(Self.mostCents).")
    }
    guard charge.method == .pix else { throw rule("Only Pix payins can be refunded.") }
    guard charge.status(at: books.now, books.pace) == .credited,
      let paidAt = charge.paidAt(books.now, books.pace)
    else { throw rule("Only credited payins can be refunded.") }
    let end = paidAt.advanced(byMilliseconds: Self.lastDay * Moment.millisecondsPerDay)
    guard books.now <= end else { throw rule("The payin was paid more than 90 days ago.") }
    guard amount <= charge.paidAmountInCents - books.refundedInCents(charge.id) else {
      throw rule("The amount exceeds what is left of the payin.")
    }
    guard amount <= books.wallet.balanceInCents else {
      throw rule("The wallet has no such balance.")
    }
    return [PayinEvent(kind: .refund, target: charge.id, body: body)]
  }

  private func rule(_ text: String) -> Refusal { Refusal(Reply(status: 422, message: text)) }

  @Sendable
  func show(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = context.parameters.get("second").flatMap { Int($0) }
    return try await kit.read(RequestKind.show.rawValue, context) { delivery in
      let lie = delivery.struck(.lyingAmounts) == nil ? 0 : 1
      return payin.books.look { books in
        guard let refund = books.refund(id), books.isVisible(refund) else {
          return .notFound("Refund")
        }
        return reply(refund, books, status: 200, lieInCents: lie)
      }
    }
  }

  private func reply(
    _ refund: Refund?, _ books: PayinBooks, status: Int, lieInCents: Int
  ) -> Reply {
    guard let refund else { return .serverError }
    var writer = JSONWriter()
    RefundEncoder(now: books.now, lieInCents: lieInCents)
      .write(refund, newer: isNewer, to: &writer)
    return Reply(status: status, body: writer.bytes)
  }
}

// MARK: In the books

extension PayinBooks {
  func refund(_ id: Int?) -> Refund? { Refund.index(ofID: id, in: refunds).map { refunds[$0] } }

  func isVisible(_ refund: Refund) -> Bool { refund.hiddenUntil.map { $0 <= now } ?? true }

  func refunds(of charge: Int) -> [Refund] {
    (refundsByCharge[charge] ?? []).compactMap { refund($0) }
  }

  /// What of a charge went back or is on its way, in cents; a failed refund counts no more.
  func refundedInCents(_ charge: Int) -> Int {
    refunds(of: charge).filter { $0.status(at: now) != .failed }.reduce(0) { $0 + $1.amountInCents }
  }

  /// Takes the money from the main wallet at once, also when the charge was split.
  mutating func addRefund(_ event: PayinEvent, token: String?) -> Int {
    let charge = charge(event.target ?? 0)
    let refund = Refund(
      id: Refund.id(ofIndex: refunds.count), chargeID: event.target ?? 0,
      clientID: charge?.clientID ?? settings.merchantID,
      amountInCents: event.body["amountCents"]?.integer ?? 0, reason: event.body["reason"]?.text,
      callbackURL: event.body["callbackUrl"]?.text, createdAt: now,
      settlesAt: now.advanced(byMilliseconds: pace.settlement.wholeMilliseconds),
      fails: charge.map { TestPayer.refundFails(ofName: $0.request.buyer.name) } ?? false,
      token: token)
    refunds.append(refund)
    refundsByCharge[refund.chargeID, default: []].append(refund.id)
    wallet.post(movement(of: refund, -refund.amountInCents))
    due.insert(.refund(refund.id), due: refund.settlesAt)
    return refund.id
  }

  /// Gives the money of a refund back that failed, and tells its callback address.
  mutating func settleRefund(_ id: Int) {
    guard let refund = refund(id) else { return }
    if refund.fails { wallet.post(movement(of: refund, refund.amountInCents)) }
    guard refund.callbackURL != nil else { return }
    schedule(
      CallbackQueue.Entry(
        due: refund.settlesAt, record: id, status: refund.status(at: refund.settlesAt).olderID,
        collection: Payin.Collection.refunds.rawValue))
  }

  private func movement(of refund: Refund, _ amountInCents: Int) -> WalletEntry {
    WalletEntry(
      entity: .refund, entityID: refund.id, category: .pixReversal, amountInCents: amountInCents,
      invoice: charge(refund.chargeID)?.request.customNumber, description: "Pix reversal",
      occurredAt: now)
  }

  /// A callback of a refund exists; neither its body nor a signature is documented, so it has none.
  func refundCallback(_ entry: CallbackQueue.Entry) -> Callback? {
    guard let refund = refund(entry.record), let url = refund.callbackURL else { return nil }
    var writer = JSONWriter()
    RefundEncoder(now: refund.settlesAt)
      .write(refund, newer: settings.answersInNewerForm, to: &writer)
    return Callback(url: url, body: writer.bytes, token: refund.token, signatureHeader: nil)
  }

  // MARK: Effects

  /// How often each charge was refunded; several times may be right.
  var refundEffects: KeyedEffects {
    KeyedEffects(
      name: "refunds",
      counts: charges.compactMap { charge in
        refundsByCharge[charge.id].map { (String(charge.id), $0.count) }
      })
  }

  var refundedCents: KeyedEffects {
    KeyedEffects(
      name: "refunded_cents",
      counts: charges.compactMap { charge in
        refundsByCharge[charge.id].map { _ in (String(charge.id), refundedInCents(charge.id)) }
      })
  }

  /// How often each reason came for one charge: a mark in it comes once. Those without a
  /// reason cannot be told apart.
  var refundMarkEffects: KeyedEffects {
    var positions: [String: Int] = [:]
    var counts: [(key: String, count: Int)] = []
    for refund in refunds {
      guard let reason = refund.reason else { continue }
      let key = "\(refund.chargeID) \(reason)"
      if let position = positions[key] {
        counts[position].count += 1
      } else {
        positions[key] = counts.count
        counts.append((key, 1))
      }
    }
    return KeyedEffects(name: "refund_reasons", counts: counts)
  }
}
