import Crypto

/// How a charge is paid.
enum ChargeMethod: String, Sendable, CaseIterable {
  case pix, boleto
}

enum ChargeStatus: Int, Sendable, CaseIterable {
  case created = 1
  case canceled, paid, credited, writeOffRequested
  /// Of cards in the vendor's documents; shown by one test payer, since callers must take an
  /// unexpected status as not final.
  case awaitingApproval
  case rejected

  var name: String {
    switch self {
    case .created: "Created"
    case .canceled: "Canceled"
    case .paid: "Paid"
    case .credited: "Credited"
    case .writeOffRequested: "Write-off requested"
    case .awaitingApproval: "Awaiting approval"
    case .rejected: "Rejected"
    }
  }
}

/// One stored charge. Its status is computed from its times whenever a request needs it.
struct Charge: Sendable {
  /// Ids of other things begin elsewhere, so that a mistaken one is not found.
  private static let firstID = 100_001

  let id: Int
  let method: ChargeMethod
  let request: ChargeRequest
  let clientID: Int
  let createdAt: Moment
  let expiresAt: Moment
  let token: String?
  var canceledAt: Moment?
  var hiddenUntil: Moment?

  struct Step: Sendable, Equatable {
    let moment: Moment
    let status: ChargeStatus
  }

  static func id(ofIndex index: Int) -> Int { firstID + index }

  static func index(ofID id: Int, in charges: [Charge]) -> Int? {
    charges.indices.contains(id - firstID) ? id - firstID : nil
  }

  /// The hash of 64 digits that the payment page is known by.
  var key: String {
    let text = "\(id)|\(createdAt.milliseconds)|\(request.customNumber)"
    return SHA256.hash(data: Array(text.utf8)).map { $0.zeroPadded(to: 2, radix: 16) }.joined()
  }

  /// Text with zeros; boletos only.
  var ourNumber: String? { method == .boleto ? id.zeroPadded(to: 11) : nil }

  /// What the payer pays; of one test payer more than was asked, as a fine and interest would make it.
  var paidAmountInCents: Int {
    let amount = request.amountInCents
    return request.course == .paysMore ? amount + amount / 50 + 1 : amount
  }

  // MARK: Statuses over time

  /// Ascending; the first is the creation. The payer pays by itself unless it is one that does not, or
  /// the charge is over before.
  func steps(_ pace: Pace) -> [Step] {
    var steps = [Step(moment: createdAt, status: .created)]
    let afterReceiving = createdAt.advanced(byMilliseconds: pace.received.wholeMilliseconds)
    if request.course == .isRejected {
      return steps + [Step(moment: afterReceiving, status: .rejected)]
    }
    if request.course == .awaitsApproval {
      steps.append(Step(moment: afterReceiving, status: .awaitingApproval))
    }
    if let paidAt = paymentMoment(pace), paidAt <= expiresAt {
      steps.append(Step(moment: paidAt, status: .paid))
      if request.course != .staysPaid {
        let creditedAt = paidAt.advanced(byMilliseconds: pace.settlement.wholeMilliseconds)
        steps.append(Step(moment: creditedAt, status: .credited))
      }
    } else {
      steps.append(Step(moment: expiresAt, status: .canceled))
    }
    return canceledAt.map { canceled(steps, at: $0, pace) } ?? steps
  }

  func status(at now: Moment, _ pace: Pace) -> ChargeStatus { step(at: now, pace).status }

  func step(at now: Moment, _ pace: Pace) -> Step {
    let steps = steps(pace)
    return steps.last { $0.moment <= now } ?? steps[0]
  }

  /// When the charge was paid, nil when it is not as of `now`.
  func paidAt(_ now: Moment, _ pace: Pace) -> Moment? {
    steps(pace).first { $0.status == .paid && $0.moment <= now }?.moment
  }

  /// A Pix is canceled at once, a boleto when the bank has written it off.
  private func canceled(_ steps: [Step], at moment: Moment, _ pace: Pace) -> [Step] {
    let before = steps.filter { $0.moment <= moment && $0.status != .canceled }
    guard method == .boleto else { return before + [Step(moment: moment, status: .canceled)] }
    let writtenOff = moment.advanced(byMilliseconds: pace.settlement.wholeMilliseconds)
    return before + [
      Step(moment: moment, status: .writeOffRequested), Step(moment: writtenOff, status: .canceled),
    ]
  }

  /// Nil for payers that never pay.
  private func paymentMoment(_ pace: Pace) -> Moment? {
    guard let usual = pace.payment?.wholeMilliseconds, request.course != .neverPays else {
      return nil
    }
    let factor = request.course == .paysLate ? TestPayer.lateFactor : 1
    var start = createdAt
    if request.course == .awaitsApproval {
      start = start.advanced(byMilliseconds: pace.received.wholeMilliseconds)
    }
    return start.advanced(byMilliseconds: usual * factor)
  }
}

// MARK: In the books

extension PayinBooks {
  /// The charge with an id, hidden or not.
  func charge(_ id: Int) -> Charge? { Charge.index(ofID: id, in: charges).map { charges[$0] } }

  /// The charge with an id if reads show it.
  func visibleCharge(_ id: Int?) -> Charge? {
    guard let id, let charge = charge(id), isVisible(charge) else { return nil }
    return charge
  }

  func isVisible(_ charge: Charge) -> Bool { charge.hiddenUntil.map { $0 <= now } ?? true }

  mutating func addCharge(_ event: PayinEvent, token: String?) -> Int {
    let method = event.method ?? .pix
    let request = ChargeRequest(event.body)
    let charge = Charge(
      id: Charge.id(ofIndex: charges.count), method: method, request: request,
      clientID: request.clientID ?? settings.merchantID, createdAt: now,
      expiresAt: request.expiry(method) ?? now, token: token)
    if chargesByNumber[request.customNumber] == nil { chargeNumbers.append(request.customNumber) }
    chargesByNumber[request.customNumber, default: []].append(charge.id)
    chargeByKey[charge.key] = charge.id
    charges.append(charge)
    if let step = charge.steps(pace).last(where: { $0.status == .credited }) {
      due.insert(.credit(charge.id), due: step.moment)
    }
    // The first status is never told.
    scheduleCallbacks(of: charge, charge.steps(pace).dropFirst())
    return charge.id
  }

  mutating func cancelCharge(_ id: Int) -> Int {
    guard let index = Charge.index(ofID: id, in: charges) else { return id }
    charges[index].canceledAt = now
    let steps = charges[index].steps(pace)
    scheduleCallbacks(
      of: charges[index],
      steps.filter { $0.status == .writeOffRequested || $0.status == .canceled })
    return id
  }

  /// How often each number was charged.
  var chargeEffects: KeyedEffects {
    KeyedEffects(
      name: "charges", counts: chargeNumbers.map { ($0, chargesByNumber[$0]?.count ?? 0) })
  }

  /// How often each charge was canceled: once at most.
  var cancellationEffects: KeyedEffects {
    KeyedEffects(
      name: "cancellations",
      counts: charges.filter { $0.canceledAt != nil }.map { (String($0.id), 1) })
  }
}
