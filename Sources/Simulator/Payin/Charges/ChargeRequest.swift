/// What the caller asked for, read from a body that ``ChargeRules`` took.
struct ChargeRequest: Sendable {
  let customNumber: String
  let clientID: Int?
  let callbackURL: String?
  /// As it was sent.
  let expireDate: String
  let amountInCents: Int
  let instructions: String?
  let buyer: Buyer
  let sender: JSONValue?
  let fine: JSONValue?
  let discount: JSONValue?
  let splits: [Split]
  let refundMode: String
  let course: ChargeCourse

  struct Buyer: Sendable {
    let name: String
    let email: String?
    let documentType: String
    let document: String
  }

  struct Split: Sendable {
    let wallet: String
    let percent: Double?
    let amountInCents: Int?
  }

  static let refundModes = ["FULL_REFUND_CLIENT", "FULL_REFUND_RECIPIENT"]

  init(_ body: JSONValue) {
    let title = body["title"]
    let buyer = body["buyer"]
    customNumber = body["customNumber"]?.text ?? ""
    clientID = body["clientId"]?.integer
    callbackURL = body["callbackUrl"]?.text
    expireDate = title?["expireDate"]?.text ?? ""
    amountInCents = title?["amountInCents"]?.integer ?? 0
    instructions = title?["instructions"]?.text
    self.buyer = Buyer(
      name: buyer?["name"]?.text ?? "", email: buyer?["email"]?.text,
      documentType: buyer?["document"]?["type"]?.text ?? "",
      document: buyer?["document"]?["number"]?.text ?? "")
    sender = body["sender"]
    fine = body["fine"]
    discount = body["discount"]
    splits = (body["splits"]?.elements ?? []).map {
      Split(
        wallet: $0["walletUUID"]?.text ?? "", percent: $0["percent"]?.number,
        amountInCents: $0["amountInCents"]?.integer)
    }
    refundMode = body["refundMode"]?.text ?? Self.refundModes[0]
    course = TestPayer.course(ofName: self.buyer.name, document: self.buyer.document)
  }

  /// The last moment to pay: of a boleto the end of the day, in Brasília. Nil when the text is none.
  func expiry(_ method: ChargeMethod) -> Moment? {
    BrasiliaTime.moment(method == .pix ? expireDate : "\(expireDate)T23:59:59")
  }
}

/// The vendor's times without a zone: three hours behind UTC, all year round.
enum BrasiliaTime {
  private static let offsetInMilliseconds: Int64 = 3 * 3_600_000

  /// The moment of a `YYYY-MM-DDTHH:MM:SS`, nil for any other text.
  static func moment(_ text: String) -> Moment? {
    Moment(timeText: text)?.advanced(byMilliseconds: offsetInMilliseconds)
  }

  /// `YYYY-MM-DDTHH:MM:SS-03:00`.
  static func text(_ moment: Moment) -> String {
    moment.advanced(byMilliseconds: -offsetInMilliseconds).timeText + "-03:00"
  }

  /// `YYYY-MM-DD`.
  static func day(_ moment: Moment) -> Moment {
    let local = moment.advanced(byMilliseconds: -offsetInMilliseconds)
    return Moment(milliseconds: Int64(local.day) * Moment.millisecondsPerDay)
  }
}

extension Moment {
  /// `YYYY-MM-DDTHH:MM:SSZ`.
  var zuluText: String { timeText + "Z" }
}
