import Hummingbird

/// A card of a customer, without its number.
struct CardToken: Sendable {
  /// A card and whose it is.
  struct Place: Hashable, Sendable {
    let customer: String
    let card: String
  }

  let id: String
  let customer: String
  /// Brand, the last four digits, holder, month and year.
  let body: JSONValue
  let test: TestCard?

  static let fields = [
    "card_brand", "card_number", "holder_name", "expiration_month", "expiration_year",
  ]

  /// One that was not made here, of a rehearsal in which every card is known.
  static func presumed(_ place: Place) -> CardToken {
    let texts = ["visa", "****\(place.card.suffix(4))", "Cliente Simulado", "12", "2039"]
    let members = zip(fields, texts).map { JSONValue.Member(name: $0, value: .string($1)) }
    return CardToken(
      id: place.card, customer: place.customer, body: .object(members),
      test: TestCard(id: place.card))
  }

  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("id", id)
    for field in Self.fields { writer.member(field, orNull: body[field]) }
    writer.endObject()
    return writer.bytes
  }
}

/// What the API demands of card data, and what is kept of it.
enum CardRules {
  static func refusal(of body: JSONValue) -> Refusal? {
    guard body.isObject else { return Refusal(.invalid(body: [("", "should be object")])) }
    let lengths = [
      "card_number": 13...19, "expiration_month": 2...2, "expiration_year": 4...4,
      "security_code": 3...4,
    ]
    var problems: [(path: String, message: String)] = []
    for (field, length) in lengths.sorted(by: { $0.key < $1.key }) {
      guard let value = body[field] else {
        problems.append((field, "should have required property '\(field)'"))
        continue
      }
      let text = value.text ?? ""
      guard length.contains(text.utf8.count), text.utf8.allSatisfy({ $0 &- 0x30 <= 9 }) else {
        problems.append((field, "\(field) should match the format"))
        continue
      }
    }
    if body["holder_name"]?.text?.isEmpty != false {
      problems.append(("holder_name", "should have required property 'holder_name'"))
    }
    return problems.isEmpty ? nil : Refusal(.invalid(body: problems))
  }

  /// Neither the number nor the security code.
  static func kept(of body: JSONValue) -> JSONValue {
    let number = body["card_number"]?.text ?? ""
    let brand = ["3": "amex", "4": "visa", "5": "mastercard", "6": "elo"][number.prefix(1)]
    let texts = [
      brand ?? "other", "****\(number.suffix(4))", body["holder_name"]?.text ?? "",
      body["expiration_month"]?.text ?? "", body["expiration_year"]?.text ?? "",
    ]
    return .object(zip(CardToken.fields, texts).map { .init(name: $0, value: .string($1)) })
  }
}

/// Card tokens: made, read, deleted.
struct CardTokens {
  /// What requests ask for. Names are those of the report.
  enum RequestKind: String, CaseIterable {
    case create = "card_create"
    case show = "card_by_id"
    case delete = "card_delete"
  }

  let weepay: Weepay

  private var kit: SimulatorKit { weepay.kit }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    let group = root.group(RouterPath(Customers.path))
    group.post(":customer/cards", use: create)
    group.get(":customer/cards/:card", use: show)
    group.delete(":customer/cards/:card", use: delete)
  }

  @Sendable
  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let customer = context.parameters.get("customer") ?? ""
    return try await kit.write(RequestKind.create.rawValue, request, context) { body, _ in
      weepay.books.change { (books) throws(Refusal) in
        guard books.customer(customer) != nil else { throw Refusal(.notFound("Customer")) }
        if let refusal = CardRules.refusal(of: body) { throw refusal }
        return [WeepayEvent(kind: .card, target: customer, body: CardRules.kept(of: body))]
      } reply: { books, id in
        guard let card = books.card(.init(customer: customer, card: id)) else {
          return .serverError
        }
        var reply = Reply(body: card.bytes)
        reply.status = 201
        return reply
      }
    }
  }

  private func place(_ context: ConnectionContext) -> CardToken.Place {
    CardToken.Place(
      customer: context.parameters.get("customer") ?? "",
      card: context.parameters.get("card") ?? "")
  }

  @Sendable
  func show(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let place = place(context)
    return try await kit.read(RequestKind.show.rawValue, context) { _ in
      weepay.books.look { books in
        books.card(place).map { Reply(body: $0.bytes) } ?? .notFound("Card")
      }
    }
  }

  @Sendable
  func delete(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let place = place(context)
    return try await kit.write(RequestKind.delete.rawValue, request, context) { _, _ in
      weepay.books.change { (books) throws(Refusal) in
        guard books.card(place) != nil else { throw Refusal(.notFound("Card")) }
        let card = JSONValue.object([.init(name: "card", value: .string(place.card))])
        return [WeepayEvent(kind: .cardDeletion, target: place.customer, body: card)]
      } reply: { _, _ in
        .noContent
      }
    }
  }
}

// MARK: In the books

extension WeepayBooks {
  func card(_ place: CardToken.Place) -> CardToken? {
    guard !deletedCards.contains(place) else { return nil }
    if let index = cardByID[place.card] {
      return cards[index].customer == place.customer ? cards[index] : nil
    }
    guard settings.presumesThings, WeepayID.isOne(place.card), customer(place.customer) != nil
    else { return nil }
    return .presumed(place)
  }

  mutating func addCard(_ event: WeepayEvent) -> String {
    let holder = event.body["holder_name"]?.text ?? ""
    let card = CardToken(
      id: WeepayID.make("card", cards.count, now), customer: event.target, body: event.body,
      test: TestCard(holder: holder))
    cardByID[card.id] = cards.count
    cards.append(card)
    return card.id
  }

  mutating func deleteCard(_ event: WeepayEvent) -> String {
    let card = event.body["card"]?.text ?? ""
    deletedCards.append(.init(customer: event.target, card: card))
    return card
  }

  /// How many tokens each customer got.
  var cardTokenEffects: KeyedEffects {
    let counts = cards.reduce(into: [String: Int]()) { $0[$1.customer, default: 0] += 1 }
    return KeyedEffects(
      name: "card_tokens",
      counts: counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  /// How often each token was deleted.
  var cardDeletionEffects: KeyedEffects {
    let counts = deletedCards.reduce(into: [String: Int]()) { $0[$1.card, default: 0] += 1 }
    return KeyedEffects(
      name: "card_deletions",
      counts: counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }
}
