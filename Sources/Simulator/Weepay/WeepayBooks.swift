/// Everything that Weepay knows, as of one moment.
struct WeepayBooks: Books {
  let settings: SimulatorSettings
  private(set) var now = Moment(milliseconds: 0)
  var transactions: [Transaction] = []
  var transactionByID: [String: Int] = [:]
  /// Transactions of a reference, in the order of arrival.
  var transactionsByReference: [String: [Int]] = [:]
  /// References in the order of arrival.
  var references: [String] = []
  var customers: [Customer] = []
  var customerByID: [String: Int] = [:]
  var customersByDocument: [String: [Int]] = [:]
  var cards: [CardToken] = []
  var cardByID: [String: Int] = [:]
  /// Customer and card of each deletion.
  var deletedCards: [CardToken.Place] = []

  init(settings: SimulatorSettings) {
    self.settings = settings
  }

  mutating func advance(to moment: Moment) { now = max(now, moment) }

  @discardableResult
  mutating func apply(_ event: WeepayEvent, token: String?) -> String {
    switch event.kind {
    case .transaction: addTransaction(event)
    case .capture: capture(event.target)
    case .void: void(event)
    case .customer: addCustomer(event)
    case .customerUpdate: replaceCustomer(event)
    case .card: addCard(event)
    case .cardDeletion: deleteCard(event)
    }
  }

  /// Transactions alone are hidden.
  mutating func hide(_ id: String, forMilliseconds lag: Int64) {
    guard let index = transactionByID[id] else { return }
    transactions[index].hiddenUntil = now.advanced(byMilliseconds: lag)
  }
}

/// What becomes of a transaction, by the last word of the card holder's name, or by a test card: thirty
/// zeros and two digits.
enum TestCard: Int, Sendable {
  /// 402, and nothing is kept.
  case notAuthorised = 81
  /// Pending for ever.
  case neverSettles
  /// Pending first.
  case settlesLate
  /// New first, then failed.
  case failsLate
  /// A status that is not documented, then succeeded.
  case oddStatus
  /// 422.
  case refused
  /// 408 though the card is debited.
  case timesOut
  /// 402, and the failed transaction keeps its reference.
  case failsKept
  /// 402 when it is captured.
  case cannotBeCaptured
  /// 402 when it is voided.
  case cannotBeVoided

  private static let zeros = String(repeating: "0", count: 30)

  init?(id: String) {
    guard id.hasPrefix(Self.zeros), let number = Int(id.dropFirst(Self.zeros.count)) else {
      return nil
    }
    self.init(rawValue: number)
  }

  init?(holder: String) {
    guard let number = TestWord.number(in: holder) else { return nil }
    self.init(rawValue: number)
  }
}
