import Crypto
import Hummingbird
import Synchronization

/// The vendor's Weepay API: customers with their card tokens, transactions, and transfers to the seller.
///
/// As in ``Payin``, a write is judged against the books and becomes an event, which changes the books and
/// is written to the store file. No card number is ever part of an event.
final class Weepay: SimulatedOperation {
  /// Of its lines in the store file.
  static let mark = "weepay"

  let kit: SimulatorKit
  /// None are documented.
  let callbacks = CallbackQueue()
  private let state: Mutex<State>

  private struct State {
    var books: WeepayBooks
    let file: StoreFile?
  }

  /// - Throws: ``SimulatorError`` when the store file cannot be used.
  init(kit: SimulatorKit) throws(SimulatorError) {
    self.kit = kit
    var books = WeepayBooks(settings: kit.settings)
    let file = try kit.settings.storeFile.map { (path) throws(SimulatorError) in
      try StoreFile(path: path)
    }
    try file?.load(mark: Self.mark) { (line) throws(JSONReadingError) in
      let (event, moment) = try WeepayEvent.read(line)
      books.now = max(books.now, moment)
      books.apply(event)
    }
    state = Mutex(State(books: books, file: file))
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
  var effects: StoredEffects { look { $0.transactionEffects.stored } }

  var effectsByKey: [KeyedEffects] {
    look { books in
      [
        books.transactionEffects, books.captureEffects, books.voidEffects, books.voidedCents,
        books.customerEffects, books.customerUpdateEffects, books.cardTokenEffects,
        books.cardDeletionEffects,
      ]
    }
  }

  func callback(for entry: CallbackQueue.Entry) -> Callback? { nil }

  // MARK: The books

  /// Looks into the books as of now.
  func look<Value: Sendable>(_ body: (WeepayBooks) -> Value) -> Value {
    state.withLock { state in
      state.books.now = max(state.books.now, kit.now())
      return body(state.books)
    }
  }

  /// Judges a write, carries it out, and answers.
  ///
  /// - Parameters:
  ///   - lag: for how many milliseconds reads do not show what was stored.
  ///   - judge: the events a write comes to, or the answer to one that changes nothing.
  ///   - reply: receives the books and the id of what the last event stored or changed.
  func change(
    lag: Int64? = nil, _ judge: (WeepayBooks) throws(WeepayRefusal) -> [WeepayEvent],
    reply: (WeepayBooks, String) -> Reply
  ) -> Reply {
    let answer = state.withLock { state -> Result<Reply, WeepayRefusal> in
      state.books.now = max(state.books.now, kit.now())
      do throws(WeepayRefusal) {
        var events = try judge(state.books)
        var id = ""
        for index in events.indices {
          // Of one that was just made.
          if events[index].target.isEmpty { events[index].target = id }
          id = state.books.apply(events[index])
        }
        if let lag { state.books.hide(id, forMilliseconds: lag) }
        let isKept = events.allSatisfy { Self.persist($0, state) }
        return .success(isKept ? reply(state.books, id) : .serverError)
      } catch {
        return .failure(error)
      }
    }
    switch answer {
    case .success(let reply): return reply
    case .failure(let refusal):
      kit.statistics.withLock {
        if refusal.isRefused { $0.refusedRecordCount += 1 }
        if refusal.isRepetition { $0.repeatedCodeCount += 1 }
      }
      return refusal.reply
    }
  }

  private static func persist(_ event: WeepayEvent, _ state: State) -> Bool {
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
struct WeepayRefusal: Error {
  let reply: Reply
  /// Whether it came under a key that is taken: then the earlier transaction is the answer.
  var isRepetition = false
  var isRefused: Bool { !isRepetition }

  init(_ reply: Reply, isRepetition: Bool = false) {
    (self.reply, self.isRepetition) = (reply, isRepetition)
  }

  init(_ status: Int, _ message: String) {
    self.init(Reply(status: status, message: message))
  }
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

/// One change of the books, as a line of the store file keeps it.
struct WeepayEvent: Sendable {
  enum Kind: String, Sendable {
    case transaction, capture, void, customer, card
    case customerUpdate = "customer_update"
    case cardDeletion = "card_deletion"
  }

  let kind: Kind
  /// Id of what is changed, or of whom it is for.
  var target = ""
  var body: JSONValue = .null

  func line(at moment: Moment) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("operation", Weepay.mark)
    writer.member("event", kind.rawValue)
    writer.member("stored_ms", Int(moment.milliseconds))
    writer.member("target", target)
    writer.member("body", orNull: body)
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  /// - Throws: ``JSONReadingError`` when the line is no event.
  static func read(_ line: [UInt8]) throws(JSONReadingError) -> (WeepayEvent, at: Moment) {
    let json = try JSONValue(line)
    guard let kind = json["event"]?.text.flatMap(Kind.init(rawValue:)),
      let milliseconds = json["stored_ms"]?.integer
    else { throw JSONReader(line).failure("line that is not a stored record") }
    let event = WeepayEvent(
      kind: kind, target: json["target"]?.text ?? "", body: json["body"] ?? .null)
    return (event, Moment(milliseconds: Int64(milliseconds)))
  }
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
