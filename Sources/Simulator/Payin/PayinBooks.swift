/// Everything the API knows, as of one moment. Time passes by ``advance(to:)`` alone; what happens by
/// itself happens there.
struct PayinBooks: Sendable {
  let pace: Pace
  let settings: SimulatorSettings
  /// Never runs backwards, also when the clock is set back.
  private(set) var now = Moment(milliseconds: 0)
  var charges: [Charge] = []
  /// Charges of a number, in the order of arrival.
  var chargesByNumber: [String: [Int]] = [:]
  /// Numbers in the order of arrival.
  var chargeNumbers: [String] = []
  var chargeByKey: [String: Int] = [:]
  /// Wallets that money can be split to.
  var wallets: Set<String> = []
  private var newCallbacks: [CallbackQueue.Entry] = []

  init(settings: SimulatorSettings) {
    self.settings = settings
    pace = settings.pace
  }

  mutating func advance(to moment: Moment) {
    now = max(now, moment)
  }

  /// Carries out an event that was judged; the id of what was stored or changed.
  @discardableResult
  mutating func apply(_ event: PayinEvent, token: String?) -> Int {
    switch event.kind {
    case .charge: addCharge(event, token: token)
    case .cancellation: cancelCharge(event.target ?? 0)
    }
  }

  /// Keeps what was just stored out of reads for a while.
  mutating func hide(_ id: Int, forMilliseconds lag: Int64) {
    if let index = Charge.index(ofID: id, in: charges) {
      charges[index].hiddenUntil = now.advanced(byMilliseconds: lag)
    }
  }

  mutating func schedule(_ entry: CallbackQueue.Entry) { newCallbacks.append(entry) }

  /// The callbacks that the latest changes brought about.
  mutating func takeNewCallbacks() -> [CallbackQueue.Entry] {
    defer { newCallbacks = [] }
    return newCallbacks
  }
}
