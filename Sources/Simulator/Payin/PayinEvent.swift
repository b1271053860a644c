/// One change of the books, as a line of the store file keeps it. What the caller sent stands in it as
/// it came.
struct PayinEvent: Sendable {
  enum Kind: String, Sendable {
    case charge, cancellation, refund, subscription, recipient, withdrawal
    case subscriptionCancellation = "subscription_cancellation"
    case recipientUpdate = "recipient_update"
  }

  let kind: Kind
  /// Id of what is changed.
  var target: Int?
  var method: ChargeMethod?
  var body: JSONValue = .null

  func line(at moment: Moment) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("operation", Payin.mark)
    writer.member("event", kind.rawValue)
    writer.member("stored_ms", Int(moment.milliseconds))
    if let target { writer.member("target", target) }
    if let method { writer.member("method", method.rawValue) }
    writer.member("body", orNull: body)
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  /// - Throws: ``JSONReadingError`` when the line is no event.
  static func read(_ line: [UInt8]) throws(JSONReadingError) -> (PayinEvent, at: Moment) {
    let json = try JSONValue(line)
    guard let kind = json["event"]?.text.flatMap(Kind.init(rawValue:)),
      let milliseconds = json["stored_ms"]?.integer
    else { throw JSONReader(line).failure("line that is not a stored record") }
    let event = PayinEvent(
      kind: kind, target: json["target"]?.integer,
      method: json["method"]?.text.flatMap(ChargeMethod.init(rawValue:)),
      body: json["body"] ?? .null)
    return (event, Moment(milliseconds: Int64(milliseconds)))
  }
}
