package import BulkEngine
import Foundation

/// The wallet of a client, from which refunds are paid.
package enum ClientWallet {
  /// Asks for the balance.
  package static func balance(of client: Int) -> Request {
    Request(.get, PayinPaths.client(client) + "/balance")
  }

  /// Cents; nil for a reply of another form.
  package static func balanceInCents(in reply: Reply) -> Int64? {
    guard (200..<300).contains(reply.status),
      let tree = decoded(JSONTree.self, from: reply.body),
      let balance = (tree["data.balance"] ?? tree["balance"])?.number
    else { return nil }
    let cents = NSDecimalNumber(decimal: balance).rounding(accordingToBehavior: wholeCents)
    return abs(balance) < 1_000_000_000_000_000 ? cents.int64Value : nil
  }

  private static var wholeCents: NSDecimalNumberHandler {
    NSDecimalNumberHandler(
      roundingMode: .down, scale: 0, raiseOnExactness: false, raiseOnOverflow: false,
      raiseOnUnderflow: false, raiseOnDivideByZero: false)
  }
}
