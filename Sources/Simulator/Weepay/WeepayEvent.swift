/// One change of the books of ``Weepay``.
struct WeepayEvent: BookEvent {
  enum Kind: String, Sendable {
    case transaction, capture, void, customer, card
    case customerUpdate = "customer_update"
    case cardDeletion = "card_deletion"
  }

  static let mark = "weepay"

  let kind: Kind
  /// Id of what is changed, or of whom it is for; empty for one that the event before makes.
  var target = ""
  var body: JSONValue = .null

  func following(_ id: String) -> WeepayEvent {
    target.isEmpty ? WeepayEvent(kind: kind, target: id, body: body) : self
  }

  func write(to writer: inout JSONWriter) { writer.member("target", target) }
}

extension WeepayEvent {
  init(_ kind: Kind, from line: JSONValue) {
    self.init(kind: kind, target: line["target"]?.text ?? "", body: line["body"] ?? .null)
  }
}
