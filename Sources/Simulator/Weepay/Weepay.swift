import Crypto
import Hummingbird

/// The vendor's Weepay API: customers with their card tokens, transactions, and transfers to the seller.
///
/// No card number is ever part of an event.
final class Weepay: SimulatedOperation {
  let kit: SimulatorKit
  /// None are documented.
  let callbacks: CallbackQueue
  let books: DurableBooks<WeepayBooks>

  /// - Throws: ``SimulatorError`` when the store file cannot be used.
  init(kit: SimulatorKit) throws(SimulatorError) {
    self.kit = kit
    let callbacks = CallbackQueue()
    books = try DurableBooks(kit: kit, callbacks: callbacks)
    self.callbacks = callbacks
  }

  /// The token is the user name.
  var scheme: AccessRule.Scheme { .basic }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    Transactions(weepay: self).addRoutes(to: root)
    TransactionChanges(weepay: self).addRoutes(to: root)
    Customers(weepay: self).addRoutes(to: root)
    CardTokens(weepay: self).addRoutes(to: root)
    Transfers(weepay: self).addRoutes(to: root)
  }

  /// Of what carries a key of the caller.
  var effects: StoredEffects { books.look { $0.transactionEffects.stored } }

  var effectsByKey: [KeyedEffects] {
    books.look { books in
      [
        books.transactionEffects, books.captureEffects, books.voidEffects, books.voidedCents,
        books.customerEffects, books.customerUpdateEffects, books.cardTokenEffects,
        books.cardDeletionEffects,
      ]
    }
  }

  func callback(for entry: CallbackQueue.Entry) -> Callback? { nil }
}

extension Reply {
  /// 400 in the form of a common validator: the message names the first field, the list all of them.
  static func invalid(body problems: [(path: String, message: String)]) -> Reply {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("message", "request.body \(problems.first?.message ?? "is invalid")")
    writer.array("errors") { writer in
      for problem in problems {
        writer.beginObject()
        writer.member("path", ".body.\(problem.path)")
        writer.member("message", problem.message)
        writer.member("errorCode", "required.openapi.validation")
        writer.endObject()
      }
    }
    writer.endObject()
    return Reply(status: 400, body: writer.bytes)
  }

  /// Done, without a body.
  static let noContent = Reply(status: 204, body: [])
}

/// Ids of 32 hexadecimal digits.
enum WeepayID {
  static func make(_ kind: String, _ number: Int, _ moment: Moment) -> String {
    text("\(kind)|\(number)|\(moment.milliseconds)")
  }

  static func text(_ seed: String) -> String {
    SHA256.hash(data: Array(seed.utf8)).prefix(16).map { $0.zeroPadded(to: 2, radix: 16) }.joined()
  }

  static func isOne(_ text: String) -> Bool {
    text.utf8.count == 32
      && text.utf8.allSatisfy { $0 &- 0x30 <= 9 || $0 &- 0x61 < 6 }
  }
}
