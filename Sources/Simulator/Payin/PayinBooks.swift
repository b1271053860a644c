/// Something that happens by itself.
enum DueEvent: Sendable {
  /// A charge is credited.
  case credit(Int)
  /// A refund is paid, or fails.
  case refund(Int)
  /// A subscription makes its next charge, or ends.
  case issue(Int)
}

/// Everything that Payin knows, as of one moment.
struct PayinBooks: Books {
  let pace: Pace
  let settings: SimulatorSettings
  private(set) var now = Moment(milliseconds: 0)
  var charges: [Charge] = []
  /// Charges of a number, in the order of arrival.
  var chargesByNumber: [String: [Int]] = [:]
  /// Numbers in the order of arrival.
  var chargeNumbers: [String] = []
  var chargeByKey: [String: Int] = [:]
  /// Wallets that money can be split to.
  var wallets: Set<String> = []
  var recipients: [Recipient] = []
  /// The recipient of each.
  var withdrawals: [Int] = []
  var refunds: [Refund] = []
  var refundsByCharge: [Int: [Int]] = [:]
  var subscriptions: [Subscription] = []
  var wallet: WalletLedger
  /// What happens by itself, by id.
  var due = DueHeap<DueEvent>()
  private var newCallbacks: [CallbackQueue.Entry] = []

  init(settings: SimulatorSettings) {
    self.settings = settings
    pace = settings.pace
    wallet = WalletLedger(openingBalanceInCents: settings.openingBalanceInCents)
  }

  /// What is due happens in its order, each at its own time.
  mutating func advance(to moment: Moment) {
    let end = max(now, moment)
    while let (moment, event) = due.takeDue(at: end) {
      now = max(now, moment)
      switch event {
      case .credit(let id): credit(id, at: now)
      case .refund(let id): settleRefund(id)
      case .issue(let id): issueCharge(of: id)
      }
    }
    now = end
  }

  @discardableResult
  mutating func apply(_ event: PayinEvent, token: String?) -> Int {
    switch event.kind {
    case .charge: addCharge(event, token: token)
    case .cancellation: cancelCharge(event.target ?? 0)
    case .refund: addRefund(event, token: token)
    case .subscription: addSubscription(event, token: token)
    case .subscriptionCancellation: cancelSubscription(event.target ?? 0)
    case .recipient: addRecipient(event)
    case .recipientUpdate: replaceRecipient(event)
    case .withdrawal: addWithdrawal(event.body)
    }
  }

  mutating func hide(_ id: Int, forMilliseconds lag: Int64) {
    if let index = Charge.index(ofID: id, in: charges) {
      charges[index].hiddenUntil = now.advanced(byMilliseconds: lag)
    } else if let index = Refund.index(ofID: id, in: refunds) {
      refunds[index].hiddenUntil = now.advanced(byMilliseconds: lag)
    }
  }

  mutating func schedule(_ entry: CallbackQueue.Entry) { newCallbacks.append(entry) }

  mutating func takeNewCallbacks() -> [CallbackQueue.Entry] {
    defer { newCallbacks = [] }
    return newCallbacks
  }
}
