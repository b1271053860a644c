import BulkEngine
import Foundation

/// Paths and shapes of the vendor's Payin API: the one place for what the project has inferred.
///
/// Documented are the creation of a charge and the list of the newer version with its filter
/// `invoice`, which is our `customNumber`. Inferred, and to be asked before real money: that charges made
/// through version 1 stand in that list at once, and the literal paths of a single charge of version 1
/// and of everything about subscriptions.
enum PayinPaths {
  /// Creates a charge.
  static func charge(_ type: ChargeType) -> String { "/v1/payin/payments/\(type.rawValue)" }

  /// One charge, in the newer form.
  static func newerCharge(id: String) -> Request {
    Request(.get, "/v2/payin/payments/\(encoded(id))")
  }

  /// Pays a charge back, wholly or in part.
  static func refund(ofCharge id: String, body: [UInt8]) -> Request {
    Request(.post, "/v1/payin/payments/payin-refund/\(encoded(id))", body: body)
  }

  /// Subscriptions with this invoice.
  static func subscriptions(numbered invoice: String, of clientID: Int?) -> Request {
    Request(
      .get, subscriptions,
      query: [.init("invoice", invoice), .init("per_page", "100")] + filter(clientID))
  }

  /// One page of all subscriptions, newest first.
  static func subscriptions(page: Int, of clientID: Int?) -> Request {
    Request(
      .get, subscriptions,
      query: [
        .init("page", String(page)), .init("per_page", "100"), .init("order_by", "id"),
        .init("sort", "DESC"),
      ] + filter(clientID))
  }

  private static func filter(_ id: Int?) -> [Request.QueryItem] {
    id.map { [.init("client_id", String($0))] } ?? []
  }

  static func subscription(id: String) -> Request {
    Request(.get, "\(subscriptions)/\(encoded(id))")
  }

  static func subscriptionCancellation(of id: String) -> Request {
    Request(.delete, "\(subscriptions)/\(encoded(id))")
  }

  /// Asks for the dates of the charges to come; it has no effect, although it is a POST.
  static func subscriptionPreview(body: [UInt8]) -> Request {
    Request(.post, "\(subscriptions)/preview", body: body)
  }

  /// Asks for the cancellation of a charge.
  static func cancellation(of id: String) -> Request {
    Request(
      .delete, "/v1/payin/payments/\(encoded(id))/request-cancel",
      body: Array(#"{"cashInId":"\#(id)"}"#.utf8))
  }

  /// Whether a text is an id of the API, so that it may become part of a path and stand in the journal: a whole
  /// number of 64 bits. Eleven to fourteen digits may be a CPF, a telephone or a CNPJ, with wrong digits, too.
  static func isID(_ text: String) -> Bool {
    let count = text.utf8.count
    return ((1...10).contains(count) || (15...19).contains(count)) && text.utf8.first != 0x30
      && text.utf8.allSatisfy { $0 &- 0x30 <= 9 } && Int64(text) != nil
  }

  /// All charges, newest first.
  static func list(_ query: [Request.QueryItem]) -> Request {
    Request(.get, "/v2/payin/payments", query: query)
  }

  /// One page of all charges.
  static func page(_ page: Int, of merchantID: Int?) -> Request {
    list(
      [
        .init("page", String(page)), .init("per_page", "100"), .init("sort_by", "id"),
        .init("sort_order", "desc"),
      ] + merchant(merchantID))
  }

  /// Charges with this number.
  static func charges(numbered number: String, of merchantID: Int?) -> Request {
    list([.init("invoice", number), .init("per_page", "100")] + merchant(merchantID))
  }

  /// The printable page of the boleto with this key. The path is inferred.
  static func printable(key: String) -> Request {
    Request(.get, "/v1/payin/payments/\(key)/html")
  }

  private static func merchant(_ id: Int?) -> [Request.QueryItem] {
    id.map { [.init("merchant_id", String($0))] } ?? []
  }

  /// One charge with its refunds, by the vendor's id.
  static func charge(id: String) -> Request {
    Request(.get, "/v1/payin/payments/id/\(encoded(id))")
  }

  /// Subscriptions: all of them, or a new one.
  static let subscriptions = "/v1/payin/subscriptions"

  /// Wallets and recipients of a client.
  static func client(_ id: Int?) -> String { "/v1/payin/clients/\(id ?? 0)" }

  /// Makes a recipient.
  static func recipients(of client: Int) -> String { "/v1/payin/clients/\(client)/recipients" }

  /// One recipient: read, or replaced.
  static func recipient(_ id: String, of client: Int) -> Request {
    Request(.get, "\(recipients(of: client))/\(encoded(id))")
  }

  /// Balance and statement of an account.
  static func account(_ id: Int?) -> String { "/v2/account/\(id ?? 0)" }

  /// What comes from a sheet or from the API, as a part of a path.
  private static func encoded(_ part: String) -> String {
    part.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  /// Where somebody pays the charge with this key.
  static func paymentPage(key: String, isSandbox: Bool) -> String {
    "https://pagar.\(isSandbox ? "sandbox." : "")goboleto.com/?hash=\(key)"
  }
}
