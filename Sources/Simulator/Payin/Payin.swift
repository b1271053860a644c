import Hummingbird
import Synchronization

/// The vendor's Payin API: one set of books, and a folder for each thing it does with them.
///
/// A write is judged against the books, becomes a ``PayinEvent``, and the event changes the books and is
/// written to the store file; read back, the events in their order give the same books again.
final class Payin: SimulatedOperation {
  /// Of its lines in the store file.
  static let mark = "payin"

  /// Which collection a callback is about.
  enum Collection: Int {
    case charges, refunds, subscriptions
  }

  let kit: SimulatorKit
  let callbacks = CallbackQueue()
  private let state: Mutex<State>

  private struct State {
    var books: PayinBooks
    let file: StoreFile?
  }

  /// - Throws: ``SimulatorError`` when the store file cannot be used.
  init(kit: SimulatorKit) throws(SimulatorError) {
    self.kit = kit
    var books = PayinBooks(settings: kit.settings)
    let file = try kit.settings.storeFile.map { (path) throws(SimulatorError) in
      try StoreFile(path: path)
    }
    try file?.load(mark: Self.mark) { (line) throws(JSONReadingError) in
      let (event, moment) = try PayinEvent.read(line)
      books.advance(to: moment)
      books.apply(event, token: nil)
    }
    books.advance(to: kit.now())
    for entry in books.takeNewCallbacks() where entry.due >= books.now { callbacks.insert(entry) }
    state = Mutex(State(books: books, file: file))
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
    look { books in
      var effects = books.chargeEffects.stored
      effects.add(books.subscriptionEffects.stored)
      effects.add(books.refundMarkEffects.stored)
      return effects
    }
  }

  var effectsByKey: [KeyedEffects] {
    look { books in
      [
        books.chargeEffects, books.cancellationEffects, books.refundEffects, books.refundedCents,
        books.subscriptionEffects, books.subscriptionCancellationEffects, books.recipientEffects,
        books.recipientUpdateEffects, books.withdrawalEffects,
      ]
    }
  }

  func callback(for entry: CallbackQueue.Entry) -> Callback? {
    look { books in
      switch Collection(rawValue: entry.collection) {
      case .charges: books.chargeCallback(entry)
      case .refunds: books.refundCallback(entry)
      case .subscriptions: books.subscriptionCallback(entry)
      case nil: nil
      }
    }
  }

  // MARK: The books

  /// Looks into the books as of now.
  func look<Value: Sendable>(_ body: (PayinBooks) -> Value) -> Value {
    let (value, entries) = state.withLock { state in
      state.books.advance(to: kit.now())
      return (body(state.books), state.books.takeNewCallbacks())
    }
    for entry in entries { callbacks.insert(entry) }
    return value
  }

  /// Judges a write, carries it out, and answers.
  ///
  /// - Parameters:
  ///   - token: signs the callbacks that follow.
  ///   - lag: for how many milliseconds reads do not show what was stored.
  ///   - judge: the event a write comes to.
  ///   - reply: receives the books and the id of what was stored or changed.
  func change(
    token: String?, lag: Int64? = nil, _ judge: (PayinBooks) throws(Refusal) -> PayinEvent,
    reply: (PayinBooks, Int) -> Reply
  ) -> Reply {
    let (answer, entries) = state.withLock { state -> (Result<Reply, Refusal>, [Entry]) in
      state.books.advance(to: kit.now())
      let answer: Result<Reply, Refusal>
      do throws(Refusal) {
        let event = try judge(state.books)
        let id = state.books.apply(event, token: token)
        if let lag { state.books.hide(id, forMilliseconds: lag) }
        answer = .success(
          Self.persist(event, state) ? reply(state.books, id) : .serverError)
      } catch {
        answer = .failure(error)
      }
      return (answer, state.books.takeNewCallbacks())
    }
    for entry in entries { callbacks.insert(entry) }
    switch answer {
    case .success(let reply): return reply
    case .failure(let refusal):
      kit.statistics.withLock {
        $0.refusedRecordCount += 1
        if refusal.isRepetition { $0.repeatedCodeCount += 1 }
      }
      return refusal.reply
    }
  }

  private typealias Entry = CallbackQueue.Entry

  private static func persist(_ event: PayinEvent, _ state: State) -> Bool {
    guard let file = state.file else { return true }
    do throws(SimulatorError) {
      try file.append(event.line(at: state.books.now))
      return true
    } catch {
      return false
    }
  }
}

/// Why a write changed nothing.
struct Refusal: Error {
  let reply: Reply
  /// Whether it came under a key that is taken.
  var isRepetition = false

  init(_ reply: Reply, isRepetition: Bool = false) {
    self.reply = reply
    self.isRepetition = isRepetition
  }

  /// 422 for one field.
  init(_ field: String, _ text: String) {
    self.init(.invalid([(field, text)]))
  }
}
