/// One debit of a card, or a boleto.
struct Transaction: Sendable {
  enum Status: String, Sendable {
    case new, pending, succeeded, failed, canceled
    case preAuthorized = "pre_authorized"
    /// Not documented.
    case inReview = "in_review"
  }

  let id: String
  let reference: String?
  let customer: String
  let createdAt: Moment
  var updatedAt: Moment
  /// As it was sent.
  let body: JSONValue
  let test: TestCard?
  /// Cents that are left after voids.
  var amountInCents: Int
  /// When it was captured; from the start unless it was only authorised.
  var capturedAt: Moment?
  /// When it was voided for good.
  var canceledAt: Moment?
  var hiddenUntil: Moment?
  var captures = 0
  /// Cents of each void.
  var voids: [Int] = []

  var paymentType: String { body["payment_method"]?["payment_type"]?.text ?? "" }

  /// Two per cent.
  var fees: Int { amountInCents / 50 }

  func status(at now: Moment, _ pace: Pace) -> Status {
    if canceledAt != nil { return .canceled }
    let settlesAt = createdAt.advanced(byMilliseconds: pace.settlement.wholeMilliseconds)
    switch test {
    case .neverSettles: return .pending
    case .settlesLate where now < settlesAt: return .pending
    case .failsLate: return now < settlesAt ? .new : .failed
    case .failsKept: return .failed
    case .oddStatus where now < settlesAt: return .inReview
    default: break
    }
    if paymentType == "boleto" {
      let isPaid = pace.payment.map {
        createdAt.advanced(byMilliseconds: $0.wholeMilliseconds) <= now
      }
      return isPaid ?? false ? .succeeded : .pending
    }
    return capturedAt == nil ? .preAuthorized : .succeeded
  }

  /// - Parameter lieInCents: is added to the amount.
  func write(
    at now: Moment, _ pace: Pace, lieInCents: Int = 0, to writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.member("id", id)
    writer.member("status", status(at: now, pace).rawValue)
    writer.member("created_at", createdAt.zonedText)
    writer.member("updated_at", updatedAt.zonedText)
    writer.member("reference_id", orNull: reference)
    writer.member("amount", amountInCents + lieInCents)
    writer.member("fees", fees)
    writer.member("description", orNull: body["description"])
    writer.member("statement_descriptor", orNull: body["statement_descriptor"])
    writer.member("payment_method", orNull: body["payment_method"])
    writer.member("split_rules", orNull: body["split_rules"] ?? .array([]))
    writer.endObject()
  }
}

/// What the API demands of a transaction.
enum TransactionRules {
  static let amounts = 1...2_147_483_647
  private static let longestDescriptor = 22

  static func refusal(of body: JSONValue) -> Refusal? {
    guard body.isObject else { return Refusal(.invalid(body: [("", "should be object")])) }
    let required = ["amount", "description", "customer", "statement_descriptor", "payment_method"]
    var problems = required.filter { body[$0] == nil }
      .map { (path: $0, message: "should have required property '\($0)'") }
    if let amount = body["amount"], !(amount.integer.map(amounts.contains) ?? false) {
      problems.append(("amount", "amount should be integer of 32 bits, at least 1"))
    }
    for field in ["description", "reference_id", "statement_descriptor"] {
      if let value = body[field], value.text == nil {
        problems.append((field, "\(field) should be string"))
      }
    }
    if let text = body["statement_descriptor"]?.text, text.count > longestDescriptor {
      problems.append(("statement_descriptor", "statement_descriptor is too long"))
    }
    if let splits = body["split_rules"], splits.elements?.isEmpty ?? true {
      problems.append(("split_rules", "split_rules should NOT have fewer than 1 items"))
    }
    if let method = body["payment_method"], let problem = problem(of: method) {
      problems.append(problem)
    }
    return problems.isEmpty ? nil : Refusal(.invalid(body: problems))
  }

  /// Card data in the place of a token is possible at the vendor's; nothing here takes it.
  private static func problem(of method: JSONValue) -> (path: String, message: String)? {
    let type = method["payment_type"]?.text ?? ""
    guard ["credit", "debit", "boleto", "wallet"].contains(type) else {
      return ("payment_method", "payment_type should be equal to one of the allowed values")
    }
    if type == "credit" || type == "debit", method["card"]?["id"]?.text == nil {
      return ("payment_method", "card should have required property 'id'")
    }
    if let parts = method["installments"], !(parts.integer.map((1...12).contains) ?? false) {
      return ("payment_method", "installments should be 1 to 12")
    }
    return nil
  }
}

// MARK: In the books

extension WeepayBooks {
  /// Where everything is known, any id of the right form is a transaction's.
  func transaction(_ id: String) -> Transaction? {
    if let index = transactionByID[id] { return transactions[index] }
    guard settings.presumesThings, WeepayID.isOne(id) else { return nil }
    let made = Moment(milliseconds: 1_590_442_709_000)
    return Transaction(
      id: id, reference: nil, customer: "", createdAt: made, updatedAt: made, body: .null,
      test: TestCard(id: id), amountInCents: 100_000,
      capturedAt: settings.presumesOnlyAuthorised ? nil : made)
  }

  func isVisible(_ transaction: Transaction) -> Bool {
    transaction.hiddenUntil.map { $0 <= now } ?? true
  }

  mutating func addTransaction(_ event: WeepayEvent) -> String {
    let body = event.body
    let method = body["payment_method"]
    let isCaptured = method?["capture"] != .boolean(false)
    let card = method?["card"]?["id"]?.text
    let transaction = Transaction(
      id: WeepayID.make("transaction", transactions.count, now),
      reference: body["reference_id"]?.text, customer: event.target, createdAt: now,
      updatedAt: now, body: body,
      test: card.flatMap { self.card(.init(customer: event.target, card: $0))?.test },
      amountInCents: body["amount"]?.integer ?? 0, capturedAt: isCaptured ? now : nil)
    transactionByID[transaction.id] = transactions.count
    if let reference = transaction.reference {
      if transactionsByReference[reference] == nil { references.append(reference) }
      transactionsByReference[reference, default: []].append(transactions.count)
    }
    transactions.append(transaction)
    return transaction.id
  }

  /// One that was only presumed stands in the books from its first change on.
  private mutating func change(_ id: String, _ body: (inout Transaction) -> Void) -> String {
    if transactionByID[id] == nil, let presumed = transaction(id) {
      transactionByID[id] = transactions.count
      transactions.append(presumed)
    }
    guard let index = transactionByID[id] else { return "" }
    body(&transactions[index])
    transactions[index].updatedAt = now
    return id
  }

  mutating func capture(_ id: String) -> String {
    let now = now
    return change(id) { transaction in
      transaction.capturedAt = now
      transaction.captures += 1
    }
  }

  mutating func void(_ event: WeepayEvent) -> String {
    let now = now
    return change(event.target) { transaction in
      let cents = event.body["amount"]?.integer ?? transaction.amountInCents
      transaction.voids.append(cents)
      // What was voided wholly keeps its amount.
      if cents >= transaction.amountInCents {
        transaction.canceledAt = now
      } else {
        transaction.amountInCents -= cents
      }
    }
  }

  // MARK: Effects

  /// How often a card was debited under each reference.
  var transactionEffects: KeyedEffects {
    KeyedEffects(
      name: "transactions",
      counts: references.map { ($0, transactionsByReference[$0]?.count ?? 0) })
  }

  var captureEffects: KeyedEffects {
    KeyedEffects(
      name: "captures",
      counts: transactions.filter { $0.captures > 0 }.map { ($0.id, $0.captures) })
  }

  /// How often something of each transaction went back; several times may be right.
  var voidEffects: KeyedEffects {
    KeyedEffects(
      name: "voids",
      counts: transactions.filter { !$0.voids.isEmpty }.map { ($0.id, $0.voids.count) })
  }

  var voidedCents: KeyedEffects {
    KeyedEffects(
      name: "voided_cents",
      counts: transactions.filter { !$0.voids.isEmpty }.map { ($0.id, $0.voids.reduce(0, +)) })
  }
}
