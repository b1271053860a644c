import Hummingbird

/// The vendor's Payin API: one set of books, and a folder for each thing it does with them.
final class Payin: SimulatedOperation {
  /// Which collection a callback is about.
  enum Collection: Int {
    case charges, refunds, subscriptions
  }

  let kit: SimulatorKit
  let callbacks: CallbackQueue
  let books: DurableBooks<PayinBooks>

  /// - Throws: ``SimulatorError`` when the store file cannot be used.
  init(kit: SimulatorKit) throws(SimulatorError) {
    self.kit = kit
    let callbacks = CallbackQueue()
    books = try DurableBooks(kit: kit, callbacks: callbacks)
    self.callbacks = callbacks
  }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    Charges(payin: self).addRoutes(to: root)
    Refunds(payin: self).addRoutes(to: root)
    Subscriptions(payin: self).addRoutes(to: root)
    Recipients(payin: self).addRoutes(to: root)
    Wallets(payin: self).addRoutes(to: root)
  }

  /// Of what carries a key of the caller: numbers, invoices, and the marks in reasons.
  var effects: StoredEffects {
    books.look { books in
      var effects = books.chargeEffects.stored
      effects.add(books.subscriptionEffects.stored)
      effects.add(books.refundMarkEffects.stored)
      return effects
    }
  }

  var effectsByKey: [KeyedEffects] {
    books.look { books in
      [
        books.chargeEffects, books.cancellationEffects, books.refundEffects, books.refundedCents,
        books.subscriptionEffects, books.subscriptionCancellationEffects, books.recipientEffects,
        books.recipientUpdateEffects, books.withdrawalEffects,
      ]
    }
  }

  func callback(for entry: CallbackQueue.Entry) -> Callback? {
    books.look { books in
      switch Collection(rawValue: entry.collection) {
      case .charges: books.chargeCallback(entry)
      case .refunds: books.refundCallback(entry)
      case .subscriptions: books.subscriptionCallback(entry)
      case nil: nil
      }
    }
  }
}
