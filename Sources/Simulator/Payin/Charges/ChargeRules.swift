/// What the API demands of a charge. Limits that version 1 does not name are those of version 2; how it
/// refuses is not documented.
struct ChargeRules {
  let method: ChargeMethod
  let body: JSONValue
  let now: Moment
  /// Wallets that money can be split to.
  let wallets: Set<String>

  private typealias Problem = (field: String, text: String)

  static let longestNumber = 255
  static let mostCents = 15_000_000
  static let leastCentsOfBoleto = 500
  static let mostInterest = 20.0
  /// Of texts that no document bounds.
  static let longestText = 1000
  /// Bar codes cannot name a later day.
  private static let lastDueDay = Moment(calendarDay: "2049-10-13") ?? Moment(milliseconds: 0)

  /// Nil when the charge is taken.
  var refusal: Refusal? {
    guard body.isObject else {
      return Refusal(Reply(status: 400, message: "The body is not a JSON object."))
    }
    let problems = ofNumber + ofTitle + ofBuyer + ofSender + ofFine + ofDiscount + ofSplits
    return problems.isEmpty ? nil : Refusal(.invalid(problems))
  }

  // MARK: Parts

  private var ofNumber: [Problem] {
    var problems: [Problem] = []
    let number = body["customNumber"]?.text ?? ""
    if !(1...Self.longestNumber).contains(number.unicodeScalars.count) {
      problems.append(
        ("customNumber", "The customNumber field is required, at most 255 characters."))
    }
    if let client = body["clientId"], client.integer == nil {
      problems.append(("clientId", "The clientId must be an integer."))
    }
    if let callback = body["callbackUrl"], !Self.isAddress(callback) {
      problems.append(("callbackUrl", "The callbackUrl must be a valid URL."))
    }
    return problems
  }

  private static func isAddress(_ value: JSONValue) -> Bool {
    guard let text = value.text, text.utf8.count <= longestText else { return false }
    return text.hasPrefix("http://") || text.hasPrefix("https://")
  }

  private var ofTitle: [Problem] {
    guard let title = body["title"], title.isObject else {
      return [("title", "The title field is required.")]
    }
    var problems: [Problem] = []
    if let problem = problem(ofExpiry: title["expireDate"]?.text ?? "") { problems.append(problem) }
    let least = method == .boleto ? Self.leastCentsOfBoleto : 1
    if !(least...Self.mostCents).contains(title["amountInCents"]?.integer ?? 0) {
      problems.append(
        (
          "title.amountInCents",
          "The title.amountInCents must be a whole number from \(least) to \(Self.mostCents)."
        ))
    }
    if let instructions = title["instructions"], !Self.isText(instructions) {
      problems.append(("title.instructions", "The title.instructions must be a string."))
    }
    return problems
  }

  private func problem(ofExpiry text: String) -> Problem? {
    let form = method == .pix ? "YYYY-MM-DDTHH:MM:SS" : "YYYY-MM-DD"
    let moment = BrasiliaTime.moment(method == .pix ? text : "\(text)T23:59:59")
    guard let moment else {
      return ("title.expireDate", "The title.expireDate does not match the format \(form).")
    }
    if moment < now { return ("title.expireDate", "The title.expireDate is in the past.") }
    if method == .boleto, BrasiliaTime.day(moment) > Self.lastDueDay {
      return ("title.expireDate", "The title.expireDate is too far ahead.")
    }
    return nil
  }

  private static func isText(_ value: JSONValue) -> Bool {
    (value.text?.unicodeScalars.count).map { $0 <= longestText } ?? false
  }

  private var ofBuyer: [Problem] {
    guard let buyer = body["buyer"], buyer.isObject else {
      return [("buyer", "The buyer field is required.")]
    }
    return PartyRules.problems(ofBuyer: buyer, needsAddress: method == .boleto)
  }

  private var ofSender: [Problem] {
    guard let sender = body["sender"] else {
      return method == .boleto ? [("sender", "The sender field is required for boletos.")] : []
    }
    return PartyRules.problems(ofSender: sender)
  }

  private var ofFine: [Problem] {
    guard let fine = body["fine"] else { return [] }
    guard method == .boleto, fine.isObject else {
      return [("fine", "A fine is available for boletos only.")]
    }
    let percent = fine["percent"].map { ($0.number ?? -1) >= 0 } ?? true
    let interest =
      fine["interest"].map { (0...Self.mostInterest).contains($0.number ?? -1) } ?? true
    return percent && interest ? [] : [("fine", "The fine is invalid; interest is at most 20.")]
  }

  private var ofDiscount: [Problem] {
    guard let discount = body["discount"] else { return [] }
    guard method == .boleto, discount.isObject else {
      return [("discount", "A discount is available for boletos only.")]
    }
    let kinds = ["percent", "amountInCents", "dailyAmountInCents"].filter { discount[$0] != nil }
    guard kinds.count == 1, (discount[kinds[0]]?.number ?? 0) > 0 else {
      return [("discount", "A discount is exactly one of percent, amount and daily amount.")]
    }
    let day = discount["date"]?.text.flatMap(Moment.init(calendarDay:))
    let due = body["title"]?["expireDate"]?.text.flatMap(Moment.init(calendarDay:))
    if kinds == ["dailyAmountInCents"], discount["date"] == nil { return [] }
    guard let day, let due, day <= due else {
      return [("discount.date", "The discount.date must be a date not after the due date.")]
    }
    return []
  }

  private var ofSplits: [Problem] {
    let request = ChargeRequest(body)
    if !ChargeRequest.refundModes.contains(request.refundMode) {
      return [("refundMode", "The selected refundMode is invalid.")]
    }
    guard body["splits"] != nil else { return [] }
    guard !request.splits.isEmpty else { return [("splits", "The splits must be a list.")] }
    if request.refundMode == ChargeRequest.refundModes[1], request.splits.count > 1 {
      return [("splits", "FULL_REFUND_RECIPIENT takes one split only.")]
    }
    for split in request.splits {
      guard wallets.contains(split.wallet) else {
        return [("splits.walletUUID", "The selected walletUUID is invalid.")]
      }
      guard (split.percent == nil) != (split.amountInCents == nil), (split.percent ?? 1) > 0,
        (split.amountInCents ?? 1) > 0
      else { return [("splits", "A split is either a percent or an amount.")] }
    }
    let percent = request.splits.reduce(0) { $0 + ($1.percent ?? 0) }
    let cents = request.splits.reduce(0) { $0 + ($1.amountInCents ?? 0) }
    guard percent <= 100, cents <= request.amountInCents else {
      return [("splits", "The splits exceed the charge.")]
    }
    return []
  }
}
