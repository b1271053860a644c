import BulkEngine

/// Paths of the vendor's Weepay API, and the shapes of it that the project has inferred: the one place for
/// them.
///
/// Documented are all paths, and that a card's token may stand in the place of its data. Inferred, and to
/// be asked before real money: the members of `payment_method` and of the address, and that a `reference_id`
/// in the query finds a transaction that failed.
enum WeepayPaths {
  private static let root = "/v1"

  // MARK: Transactions

  static let transactions = "\(root)/transactions"

  static func transaction(_ id: String) -> Request { Request(.get, "\(transactions)/\(id)") }

  static func transactions(of reference: String) -> Request {
    Request(.get, transactions, query: [.init("reference_id", reference), .init("limit", "100")])
  }

  /// One page of all transactions, newest first.
  static func page(_ page: Int) -> Request {
    Request(
      .get, transactions,
      query: [
        .init("limit", "100"), .init("page", String(page)), .init("sort", "time-descending"),
      ])
  }

  static let probe = Request(.get, transactions, query: [.init("limit", "1")])

  static func capture(_ id: String) -> Request {
    Request(.post, "\(transactions)/\(id)/capture")
  }

  /// - Parameter cents: nil gives all of it back.
  static func void(_ id: String, cents: Int64?) -> Request {
    Request(
      .post, "\(transactions)/\(id)/void", body: cents.map { Array(#"{"amount":\#($0)}"#.utf8) })
  }

  /// How a stored card is debited.
  struct CardPayment: Encodable {
    struct Card: Encodable {
      var id: String
    }
    var payment_type = "credit"
    var card: Card
    /// false only authorises.
    var capture: Bool?
  }

  // MARK: Customers

  static let customers = "\(root)/customers"

  static func customer(_ id: String) -> Request { Request(.get, "\(customers)/\(id)") }

  static func customer(ofDocument document: String) -> Request {
    Request(.get, "\(customers)/search", query: [.init("document_number", document)])
  }

  static func card(_ id: String, of customer: String, _ method: Request.Method = .get) -> Request {
    Request(method, "\(customers)/\(customer)/cards/\(id)")
  }

  /// Whether a text can be an id of the API: ids become parts of paths and stand in the journal.
  static func isID(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(CustomCode.isAllowed)
  }
}
