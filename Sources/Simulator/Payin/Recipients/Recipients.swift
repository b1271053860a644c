import Crypto
import Hummingbird

/// One owner of a split wallet.
struct Recipient: Sendable {
  private static let firstID = 501

  let id: Int
  let clientID: Int
  let createdAt: Moment
  var updatedAt: Moment
  /// As it was sent.
  var body: JSONValue
  /// How often it was replaced.
  var updates = 0

  static let fields = [
    "name", "bank_code", "bank_branch", "bank_branch_digit", "account", "account_digit",
    "account_type", "pix_key", "email", "document", "document_type",
  ]

  static func id(ofIndex index: Int) -> Int { firstID + index }

  static func index(ofID id: Int?, in recipients: [Recipient]) -> Int? {
    id.flatMap { recipients.indices.contains($0 - firstID) ? $0 - firstID : nil }
  }

  /// A UUID that follows from the id and the time, so that a restart gives the same one.
  var walletUUID: String {
    let hash = SHA256.hash(data: Array("recipient|\(id)|\(createdAt.milliseconds)".utf8))
    let hex = hash.prefix(16).map { $0.zeroPadded(to: 2, radix: 16) }.joined()
    var parts: [Substring] = []
    var rest = hex[...]
    for length in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    parts[2] = "4" + parts[2].dropFirst()
    parts[3] = "a" + parts[3].dropFirst()
    return parts.joined(separator: "-")
  }

  /// Document and account: who is created twice.
  var identity: String {
    ["document", "bank_code", "bank_branch", "account", "account_digit"]
      .map { body[$0]?.text ?? "" }.joined(separator: "|")
  }

  func write(to writer: inout JSONWriter) {
    writer.member("id", id)
    writer.member("wallet_uuid", walletUUID)
    for field in Self.fields { writer.member(field, orNull: body[field]) }
    writer.member("bank_name", "\(body["bank_code"]?.text ?? "") - BANCO SIMULADO S/A")
    writer.member("created_at", createdAt.microsecondText)
    writer.member("updated_at", updatedAt.microsecondText)
  }
}

/// What the API demands of a recipient: every field, as text.
enum RecipientRules {
  static func refusal(of body: JSONValue) -> Refusal? {
    guard body.isObject else {
      return Refusal(Reply(status: 400, message: "The body is not a JSON object."))
    }
    var problems = Recipient.fields.filter { !PartyRules.isFilled(body[$0]) }
      .map { (field: $0, text: "The \($0) field is required.") }
    func check(_ field: String, _ rule: (String) -> Bool) {
      guard let text = body[field]?.text, !text.isEmpty, !rule(text) else { return }
      problems.append((field, "The \(field) format is invalid."))
    }
    check("bank_code") { $0.utf8.count == 3 && Int($0) != nil }
    check("account_type") { $0 == "c" || $0 == "s" }
    check("email", PartyRules.isAddressOfMail)
    check("document_type") { $0 == "cpf" || $0 == "cnpj" }
    let type = body["document_type"]?.text?.uppercased() ?? ""
    check("document") { PartyRules.isDocument($0, type: type) }
    return problems.isEmpty ? nil : Refusal(.invalid(problems))
  }
}

/// Recipients: created, replaced and read by id. There is no list.
struct Recipients {
  /// What requests ask for. Names are those of the report.
  enum RequestKind: String, CaseIterable {
    case create = "recipient_create"
    case update = "recipient_update"
    case show = "recipient_by_id"
  }

  let payin: Payin

  private var kit: SimulatorKit { payin.kit }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    let group = root.group(RouterPath(Wallets.clientsPath))
    group.post(":client/recipients", use: create)
    group.put(":client/recipients/:recipient", use: update)
    group.get(":client/recipients/:recipient", use: show)
  }

  @Sendable
  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let client = client(context)
    return try await kit.write(RequestKind.create.rawValue, request, context) { body, _ in
      guard let client else { return .notFound("Client") }
      return payin.books.change { (_) throws(Refusal) in
        if let refusal = RecipientRules.refusal(of: body) { throw refusal }
        return [PayinEvent(kind: .recipient, target: client, body: body)]
      } reply: { books, id in
        reply(books.recipient(id), status: 201)
      }
    }
  }

  /// The answer repeats the message of the creation, as the vendor's sample does.
  @Sendable
  func update(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let (client, id) = (client(context), id(context))
    return try await kit.write(RequestKind.update.rawValue, request, context) { body, _ in
      payin.books.change { (books) throws(Refusal) in
        guard let recipient = books.recipient(id), recipient.clientID == client else {
          throw Refusal(.notFound("Recipient"))
        }
        if let refusal = RecipientRules.refusal(of: body) { throw refusal }
        return [PayinEvent(kind: .recipientUpdate, target: recipient.id, body: body)]
      } reply: { books, id in
        reply(books.recipient(id), status: 200)
      }
    }
  }

  @Sendable
  func show(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let (client, id) = (client(context), id(context))
    return try await kit.read(RequestKind.show.rawValue, context) { _ in
      payin.books.look { books in
        guard let recipient = books.recipient(id), recipient.clientID == client else {
          return .notFound("Recipient")
        }
        var writer = JSONWriter()
        writer.beginObject()
        recipient.write(to: &writer)
        writer.endObject()
        return Reply(body: writer.bytes)
      }
    }
  }

  private func reply(_ recipient: Recipient?, status: Int) -> Reply {
    envelope(status: status, "Recipient created") { recipient?.write(to: &$0) }
  }

  private func id(_ context: ConnectionContext) -> Int? {
    context.parameters.get("recipient").flatMap { Int($0) }
  }

  /// The one client there is; nil for any other.
  private func client(_ context: ConnectionContext) -> Int? {
    let client = context.parameters.get("client").flatMap { Int($0) }
    return client == kit.settings.merchantID ? client : nil
  }
}

// MARK: In the books

extension PayinBooks {
  func recipient(_ id: Int?) -> Recipient? {
    Recipient.index(ofID: id, in: recipients).map { recipients[$0] }
  }

  mutating func addRecipient(_ event: PayinEvent) -> Int {
    let recipient = Recipient(
      id: Recipient.id(ofIndex: recipients.count), clientID: event.target ?? settings.merchantID,
      createdAt: now, updatedAt: now, body: event.body)
    recipients.append(recipient)
    wallets.insert(recipient.walletUUID)
    return recipient.id
  }

  mutating func replaceRecipient(_ event: PayinEvent) -> Int {
    guard let index = Recipient.index(ofID: event.target, in: recipients) else { return 0 }
    recipients[index].body = event.body
    recipients[index].updatedAt = now
    recipients[index].updates += 1
    return recipients[index].id
  }

  /// How often each person's account was created, by the id of the first.
  var recipientEffects: KeyedEffects {
    var first: [String: Int] = [:]
    var counts: [(key: String, count: Int)] = []
    for recipient in recipients {
      if let position = first[recipient.identity] {
        counts[position].count += 1
      } else {
        first[recipient.identity] = counts.count
        counts.append((String(recipient.id), 1))
      }
    }
    return KeyedEffects(name: "recipients", counts: counts)
  }

  var recipientUpdateEffects: KeyedEffects {
    KeyedEffects(
      name: "recipient_updates",
      counts: recipients.filter { $0.updates > 0 }.map { (String($0.id), $0.updates) })
  }

  /// How often money was paid out to each recipient.
  var withdrawalEffects: KeyedEffects {
    let counts = withdrawals.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
    return KeyedEffects(
      name: "withdrawals",
      counts: counts.sorted { $0.key < $1.key }.map { (String($0.key), $0.value) }
    )
  }
}
