/// One change of the books of ``Payin``.
struct PayinEvent: BookEvent {
  typealias ID = Int

  enum Kind: String, Sendable {
    case charge, cancellation, refund, subscription, recipient, withdrawal
    case subscriptionCancellation = "subscription_cancellation"
    case recipientUpdate = "recipient_update"
  }

  static let mark = "payin"

  let kind: Kind
  /// Id of what is changed.
  var target: Int?
  var method: ChargeMethod?
  var body: JSONValue = .null

  func write(to writer: inout JSONWriter) {
    if let target { writer.member("target", target) }
    if let method { writer.member("method", method.rawValue) }
  }
}

extension PayinEvent {
  init(_ kind: Kind, from line: JSONValue) {
    self.init(
      kind: kind, target: line["target"]?.integer,
      method: line["method"]?.text.flatMap(ChargeMethod.init(rawValue:)),
      body: line["body"] ?? .null)
  }
}
