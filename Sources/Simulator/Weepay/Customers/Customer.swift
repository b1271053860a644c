/// One customer of the seller.
struct Customer: Sendable {
  let id: String
  let createdAt: Moment
  var updatedAt: Moment
  /// As it was sent.
  var body: JSONValue
  /// How often it was replaced.
  var updates = 0

  static let fields = ["document_number", "email", "name", "birthdate", "phone_number", "address"]

  var document: String { body["document_number"]?.text ?? "" }

  /// One that was not made here, of a rehearsal in which everybody is known.
  static func presumed(_ id: String) -> Customer {
    let address = JSONValue.object(
      [
        ("line1", "Rua Inventada, 10"), ("city", "Curitiba"), ("state", "PR"),
        ("postal_code", "80200100"), ("country_code", "BR"),
      ]
      .map { .init(name: $0.0, value: .string($0.1)) })
    let document = id.utf8.count == 32 ? "52998224725" : id
    let body = JSONValue.object([
      .init(name: "document_number", value: .string(document)),
      .init(name: "email", value: .string("cliente@example.org")),
      .init(name: "name", value: .string("Cliente Simulado")),
      .init(name: "address", value: address),
    ])
    let made = Moment(milliseconds: 1_590_442_709_000)
    let isID = WeepayID.isOne(id)
    return Customer(
      id: isID ? id : WeepayID.text("presumed|\(id)"), createdAt: made, updatedAt: made, body: body)
  }

  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("id", id)
    writer.member("created_at", createdAt.zonedText)
    writer.member("updated_at", updatedAt.zonedText)
    for field in Self.fields where body[field] != nil { writer.member(field, orNull: body[field]) }
    writer.endObject()
    return writer.bytes
  }
}

extension Moment {
  /// `2020-05-25T21:38:29Z`
  var zonedText: String { timeText + "Z" }

  /// The same, without what it does not show.
  var shown: Moment { Moment(milliseconds: milliseconds / 1000 * 1000) }
}

/// What the API demands of a customer.
enum CustomerRules {
  static func refusal(of body: JSONValue) -> Refusal? {
    guard body.isObject else {
      return Refusal(.invalid(body: [("", "should be object")]))
    }
    var problems = ["document_number", "email", "name", "address"].filter { body[$0] == nil }
      .map { (path: $0, message: "should have required property '\($0)'") }
    func check(_ field: String, in object: JSONValue = body, _ rule: (String) -> Bool) {
      guard let value = object[field] else { return }
      guard let text = value.text, rule(text) else {
        problems.append((field, "\(field) should match the format"))
        return
      }
    }
    check("document_number") {
      (11...14).contains($0.utf8.count) && $0.utf8.allSatisfy { $0 &- 0x30 <= 9 }
    }
    check("email", PartyRules.isAddressOfMail)
    check("name") { $0.contains { !$0.isWhitespace } }
    check("birthdate") { Moment(calendarDay: $0) != nil }
    check("phone_number") {
      $0.hasPrefix("+") && (2...16).contains($0.utf8.count)
        && $0.dropFirst().utf8.allSatisfy { $0 &- 0x30 <= 9 }
    }
    guard let address = body["address"] else { return refusal(of: problems) }
    for field in ["line1", "city", "state", "postal_code"] where address[field] == nil {
      problems.append((field, "address should have required property '\(field)'"))
    }
    check("state", in: address) { $0.utf8.count == 2 && $0.utf8.allSatisfy { $0 &- 0x41 < 26 } }
    check("postal_code", in: address) {
      $0.utf8.count == 8 && $0.utf8.allSatisfy { $0 &- 0x30 <= 9 }
    }
    check("country_code", in: address) { $0 == "BR" }
    return refusal(of: problems)
  }

  private static func refusal(of problems: [(path: String, message: String)]) -> Refusal? {
    problems.isEmpty ? nil : Refusal(.invalid(body: problems))
  }
}

// MARK: In the books

extension WeepayBooks {
  /// Where everybody is known, any id of the right form is somebody's.
  func customer(_ id: String) -> Customer? {
    if let index = customerByID[id] { return customers[index] }
    return settings.presumesThings && WeepayID.isOne(id) ? .presumed(id) : nil
  }

  /// The first one with the document.
  func customer(ofDocument document: String) -> Customer? {
    if let index = customersByDocument[document]?.first { return customers[index] }
    let isDocument = [11, 14].contains(document.utf8.count)
    return settings.presumesThings && isDocument ? .presumed(document) : nil
  }

  mutating func addCustomer(_ event: WeepayEvent) -> String {
    let customer = Customer(
      id: WeepayID.make("customer", customers.count, now), createdAt: now, updatedAt: now,
      body: event.body)
    customerByID[customer.id] = customers.count
    customersByDocument[customer.document, default: []].append(customers.count)
    customers.append(customer)
    return customer.id
  }

  mutating func replaceCustomer(_ event: WeepayEvent) -> String {
    if customerByID[event.target] == nil {
      customerByID[event.target] = customers.count
      customers.append(.presumed(event.target))
    }
    guard let index = customerByID[event.target] else { return "" }
    customersByDocument[customers[index].document]?.removeAll { $0 == index }
    customers[index].body = event.body
    customers[index].updatedAt = now
    customers[index].updates += 1
    customersByDocument[customers[index].document, default: []].append(index)
    return event.target
  }

  /// How often each document was made a customer.
  var customerEffects: KeyedEffects {
    KeyedEffects(
      name: "customers",
      counts: customersByDocument.map { ($0.key, $0.value.count) }.filter { $0.1 > 0 }
        .sorted { $0.0 < $1.0 })
  }

  var customerUpdateEffects: KeyedEffects {
    KeyedEffects(
      name: "customer_updates",
      counts: customers.filter { $0.updates > 0 }.map { ($0.id, $0.updates) })
  }
}
