/// When the charges of a subscription are due and made.
struct Schedule: Sendable {
  enum Frequency: String, Sendable {
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
  }

  let first: Moment
  let daysBefore: Int
  let frequency: Frequency
  /// Nil has no end.
  let quantity: Int?

  static let mostPreviewed = 6

  init(_ body: JSONValue) {
    first = body["dateFirst"]?.text.flatMap(Moment.init(calendarDay:)) ?? Moment(milliseconds: 0)
    daysBefore = body["daysBeforeExpiration"]?.integer ?? 0
    frequency = body["frequency"]?.text.flatMap(Frequency.init(rawValue:)) ?? .monthly
    quantity = Self.quantity(body)
  }

  /// A number, or a text of digits as in the vendor's sample.
  static func quantity(_ body: JSONValue) -> Int? {
    body["quantity"].flatMap { $0.integer ?? $0.text.flatMap { Int($0) } }
  }

  /// The day on which the charge number `index`, from 0, is due; nil beyond the last.
  func dueDay(_ index: Int) -> Moment? {
    if let quantity, index >= quantity { return nil }
    switch frequency {
    case .weekly:
      return first.advanced(byMilliseconds: Int64(7 * index) * Moment.millisecondsPerDay)
    case .monthly: return first.advanced(byMonths: index)
    }
  }

  /// The day on which a charge is made.
  func issueDay(ofDue due: Moment) -> Moment {
    due.advanced(byMilliseconds: -Int64(daysBefore) * Moment.millisecondsPerDay)
  }

  /// 422 for the fields of a schedule; dates count from today in Brasília.
  static func problems(
    _ body: JSONValue, today: Moment, leastQuantity: Int
  ) -> [(field: String, text: String)] {
    var problems: [(field: String, text: String)] = []
    let frequency = body["frequency"]?.text.flatMap(Frequency.init(rawValue:))
    if frequency == nil { problems.append(("frequency", "The selected frequency is invalid.")) }
    let most = frequency == .weekly ? 7 : 30
    let day = body["dateFirst"]?.text.flatMap(Moment.init(calendarDay:))
    if let day, (0...most).contains(day.day - today.day) {
    } else {
      problems.append(("dateFirst", "The dateFirst must be a date 0 to \(most) days ahead."))
    }
    if (body["daysBeforeExpiration"]?.integer ?? -1) < 0 {
      problems.append(("daysBeforeExpiration", "The daysBeforeExpiration must be an integer."))
    }
    if body["quantity"] != nil, (quantity(body) ?? 0) < leastQuantity {
      problems.append(("quantity", "The quantity must be at least \(leastQuantity)."))
    }
    return problems
  }
}

extension Moment {
  /// The same day of a later month, or that month's last day.
  func advanced(byMonths months: Int) -> Moment {
    let parts = dayText.split(separator: "-").compactMap { Int($0) }
    let month = parts[0] * 12 + parts[1] - 1 + months
    for day in (1...parts[2]).reversed() {
      let text = [(month / 12, 4), (month % 12 + 1, 2), (day, 2)]
        .map { $0.0.zeroPadded(to: $0.1) }.joined(separator: "-")
      if let moment = Moment(calendarDay: text) { return moment }
    }
    return self
  }
}

/// One recurring Pix charge.
struct Subscription: Sendable {
  private static let firstID = 3001

  /// That these ids go with these names is inferred from the order in which the vendor lists them.
  enum Status: Int, Sendable {
    case active = 21
    case canceled, expired

    var name: String {
      switch self {
      case .active: "Active"
      case .canceled: "Canceled"
      case .expired: "Expired"
      }
    }
  }

  let id: Int
  let body: JSONValue
  let schedule: Schedule
  let createdAt: Moment
  let token: String?
  var updatedAt: Moment
  var status = Status.active
  /// Charges made so far.
  var charges: [Int] = []

  var invoice: String { body["invoice"]?.text ?? "" }
  var clientID: Int { body["clientId"]?.integer ?? 0 }

  static func id(ofIndex index: Int) -> Int { firstID + index }

  static func index(ofID id: Int?, in subscriptions: [Subscription]) -> Int? {
    id.flatMap { subscriptions.indices.contains($0 - firstID) ? $0 - firstID : nil }
  }

  /// What the next charge asks for: a Pix due at the end of its day.
  func chargeBody(due: Moment) -> JSONValue {
    typealias Member = JSONValue.Member
    var members = [
      Member(name: "customNumber", value: .string("\(invoice)-\(id)-\(charges.count + 1)")),
      Member(
        name: "title",
        value: .object([
          Member(name: "expireDate", value: .string("\(due.dayText)T23:59:59")),
          Member(name: "amountInCents", value: body["amountCents"] ?? .null),
          Member(name: "instructions", value: body["instructions"] ?? .null),
        ])),
    ]
    for name in ["buyer", "sender", "clientId", "callbackUrl"] {
      members.append(Member(name: name, value: body[name] ?? .null))
    }
    return .object(members)
  }
}

// MARK: In the books

extension PayinBooks {
  func subscription(_ id: Int?) -> Subscription? {
    Subscription.index(ofID: id, in: subscriptions).map { subscriptions[$0] }
  }

  mutating func addSubscription(_ event: PayinEvent, token: String?) -> Int {
    let subscription = Subscription(
      id: Subscription.id(ofIndex: subscriptions.count), body: event.body,
      schedule: Schedule(event.body), createdAt: now, token: token, updatedAt: now)
    subscriptions.append(subscription)
    planNext(subscription)
    return subscription.id
  }

  mutating func cancelSubscription(_ id: Int) -> Int {
    guard let index = Subscription.index(ofID: id, in: subscriptions) else { return 0 }
    subscriptions[index].status = .canceled
    subscriptions[index].updatedAt = now
    return id
  }

  /// Makes the charge that is due to be made, and plans the next one.
  mutating func issueCharge(of id: Int) {
    guard let index = Subscription.index(ofID: id, in: subscriptions),
      subscriptions[index].status == .active
    else { return }
    let subscription = subscriptions[index]
    guard let due = subscription.schedule.dueDay(subscription.charges.count) else {
      subscriptions[index].status = .expired
      subscriptions[index].updatedAt = now
      if subscription.body["callbackUrl"] != nil {
        schedule(
          CallbackQueue.Entry(
            due: now, record: id, status: Subscription.Status.expired.rawValue,
            collection: Payin.Collection.subscriptions.rawValue))
      }
      return
    }
    let event = PayinEvent(kind: .charge, method: .pix, body: subscription.chargeBody(due: due))
    subscriptions[index].charges.append(addCharge(event, token: subscription.token))
    planNext(subscriptions[index])
  }

  /// The next charge is made so many days before it is due; behind the last one the subscription ends.
  private mutating func planNext(_ subscription: Subscription) {
    let schedule = subscription.schedule
    let made = subscription.charges.count
    let day =
      schedule.dueDay(made).map { schedule.issueDay(ofDue: $0) }
      ?? schedule.dueDay(made - 1)?.advanced(byMilliseconds: Moment.millisecondsPerDay)
    guard let day, let moment = BrasiliaTime.moment("\(day.dayText)T00:00:00") else { return }
    due.insert(.issue(subscription.id), due: max(moment, now))
  }

  /// How often each invoice was subscribed to.
  var subscriptionEffects: KeyedEffects {
    var positions: [String: Int] = [:]
    var counts: [(key: String, count: Int)] = []
    for subscription in subscriptions {
      if let position = positions[subscription.invoice] {
        counts[position].count += 1
      } else {
        positions[subscription.invoice] = counts.count
        counts.append((subscription.invoice, 1))
      }
    }
    return KeyedEffects(name: "subscriptions", counts: counts)
  }

  var subscriptionCancellationEffects: KeyedEffects {
    KeyedEffects(
      name: "subscription_cancellations",
      counts: subscriptions.filter { $0.status == .canceled }.map { (String($0.id), 1) })
  }

  /// Subscriptions send a callback for their expiry alone.
  func subscriptionCallback(_ entry: CallbackQueue.Entry) -> Callback? {
    guard let subscription = subscription(entry.record),
      let url = subscription.body["callbackUrl"]?.text
    else { return nil }
    var writer = JSONWriter()
    SubscriptionEncoder(books: self).write(subscription, to: &writer)
    return Callback(
      url: url, body: writer.bytes, token: subscription.token, signatureHeader: nil)
  }
}
