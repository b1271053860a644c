/// What is true of a bulk operation whatever its records are.
package struct OperationTraits: Sendable, Equatable {
  /// Stable word, for example `data_qualification`.
  package var name: String
  /// The vendor's API that the operation belongs to, for example `payout`.
  package var family: String
  /// Which way money moves when a record is submitted.
  package var money: MoneyDirection
  /// What the API promises of a request that may have been sent already.
  package var way: WayOfSending
  /// Whether a request must be answered before the next one to the same target leaves, see
  /// ``BulkOperation/target(of:)``.
  package var isOneAtATime: Bool
  /// Whether the target of a record is looked at before the record leaves, see ``SightMessages``.
  package var looksFirst: Bool
  /// Whether a look-up reads what the record acts on, which shows that nothing was done: then absence is
  /// no answer that finds nothing, and needs no witness.
  package var absenceIsShown: Bool
  /// Whether the API takes another record under a key that it has already. A key is looked up then before
  /// anything is sent under it first: a run whose journal was lost begins with the keys of the lost one.
  package var mayRepeatKeys: Bool
  /// Whether the API shows some of what it makes of a record only when the record is read again, see
  /// ``CompletionMessages``.
  package var isShownLater: Bool
  /// Whether a record without a readable amount in range is rejected.
  package var needsAmount: Bool
  /// Most records that one request carries.
  package var recordsPerRequest: Int
  /// Stable code of a record that the API took otherwise than was asked for.
  package var alteredCode: String
  /// What the API calls that which it does with a record, for audit lines.
  package var treatmentWord: String
  /// Whether the signature of a callback covers the status that it tells. Otherwise a callback is a reason to
  /// ask, and nothing that it says is kept.
  package var callbacksProveStatuses: Bool

  package init(
    name: String, family: String, money: MoneyDirection = .none,
    way: WayOfSending = .findable, isOneAtATime: Bool = false,
    looksFirst: Bool = false, absenceIsShown: Bool = false, mayRepeatKeys: Bool = false,
    isShownLater: Bool = false, needsAmount: Bool = false, recordsPerRequest: Int = .max,
    alteredCode: String = "api.altered", treatmentWord: String = "treatment",
    callbacksProveStatuses: Bool = true
  ) {
    precondition(recordsPerRequest > 0, "a request carries records")
    precondition(!looksFirst || recordsPerRequest == 1, "a look is at the target of one record")
    self.name = name
    self.family = family
    self.money = money
    self.way = way
    self.isOneAtATime = isOneAtATime
    self.looksFirst = looksFirst
    self.absenceIsShown = absenceIsShown
    self.mayRepeatKeys = mayRepeatKeys
    self.isShownLater = isShownLater
    self.needsAmount = needsAmount
    self.recordsPerRequest = recordsPerRequest
    self.alteredCode = alteredCode
    self.treatmentWord = treatmentWord
    self.callbacksProveStatuses = callbacksProveStatuses
  }
}

extension OperationTraits {
  /// What follows from the way of sending.
  package var sending: SendingRules {
    SendingRules(way, money: money, absenceIsShown: absenceIsShown, looksFirst: looksFirst)
  }

  /// Whether a key names one record at the API for good, so that no two files may use it.
  package var keysAreUnique: Bool { way == .findable || way == .replayable }
}

/// Which way money moves when a record is submitted.
///
/// Whatever its direction, consent is needed first, and what could count twice is sent again only with
/// a new one: who is billed twice has paid twice.
package enum MoneyDirection: Sendable, Equatable {
  case none
  /// From us to others.
  case outgoing
  /// From others to us.
  case incoming
}

/// What an API promises of a request that may have been sent already.
package enum WayOfSending: Sendable, Equatable, CaseIterable {
  /// The same record under the same key does nothing new, for as long as a run may take.
  case replayable
  /// What was done cannot be done a second time: it is refused, and the record's status shows it.
  case onceByNature
  /// The same record puts the same in the place of what the first one put there.
  case replacing
  /// A second one would count, but the first one can be found by our key.
  case findable
  /// A second one would count, and nothing can be found.
  case blind
}

/// What follows from a way of sending. A pure table, for `Submit` and `LookUp`.
///
/// | way | in doubt | believed absent after | sent again | refused | "exists already" |
/// | --- | --- | --- | --- | --- | --- |
/// | replayable | sent again | – | freely | of money looked up, else final | taken |
/// | once by nature | looked up | one look | freely | looked at, see ``isShownByTarget`` | looked up |
/// | replacing | sent again | – | freely | looked at, see ``isShownByTarget`` | taken |
/// | findable | looked up | three looks; of money with a witness | of money with consent | of money looked up, else final at first, then looked up | looked up |
/// | blind | left to a person | – | never | final at first, then in doubt | in doubt |
///
/// A request may have its effect and be refused all the same. Where that can be seen it is, before a refusal
/// is final, see ``RefusalLook``. Where no target is looked at, a refusal of what happens once by nature is
/// final at first, and one of a replacement always.
package struct SendingRules: Sendable, Equatable {
  /// What is done with a record whose submission had an unknown outcome.
  package enum Doubt: Sendable, Equatable {
    case sendAgain
    case lookUp
    /// Stays in doubt until a person has asked.
    case leave
  }

  package let doubt: Doubt
  /// Looks that must find nothing before a record is absent.
  package let looks: Int
  /// Whether absence is believed only of an API that finds a record which it is known to have.
  package let needsWitness: Bool
  /// Whether a second request for a record would be paid a second time, and the first one can be found.
  package let mayCountTwice: Bool
  /// Whether a person must consent before a record is sent again.
  package let needsConsent: Bool
  /// Whether a record is taken when the API says that it has its code already.
  package let takesRepetitions: Bool
  /// Whether it does not matter, after an unknown outcome, who did what was to be done.
  package let countsOnce: Bool
  /// Whether a look at the target of a record shows whether the record was done.
  package let isShownByTarget: Bool
  /// Whether the API is asked what became of a record that it refused, before that is believed.
  package let looksAtRefusals: Bool
  private let isRefusalFinal: Bool
  private let isFirstRefusalFinal: Bool

  package init(
    _ way: WayOfSending, money: MoneyDirection, absenceIsShown: Bool = false,
    looksFirst: Bool = false
  ) {
    let movesMoney = money != .none
    let mayCount = way == .findable || way == .blind
    doubt =
      switch way {
      case .replayable, .replacing: .sendAgain
      case .onceByNature, .findable: .lookUp
      case .blind: .leave
      }
    looks = way == .findable ? 3 : 1
    mayCountTwice = way == .findable && movesMoney
    needsWitness = mayCountTwice && !absenceIsShown
    needsConsent = mayCount && movesMoney
    takesRepetitions = way == .replayable || way == .replacing
    countsOnce = way == .onceByNature
    isShownByTarget = looksFirst && (way == .onceByNature || way == .replacing)
    looksAtRefusals = isShownByTarget || way == .replayable && movesMoney
    isRefusalFinal = takesRepetitions && !looksAtRefusals
    isFirstRefusalFinal = !looksAtRefusals && !mayCountTwice
  }

  /// Whether a refusal needs no look-up.
  ///
  /// - Parameter isFirstAttempt: whether the record was not sent before.
  package func isFinal(refusalAtFirst isFirstAttempt: Bool) -> Bool {
    isRefusalFinal || (isFirstAttempt && isFirstRefusalFinal)
  }
}
