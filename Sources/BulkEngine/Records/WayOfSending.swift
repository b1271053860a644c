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
/// | replayable | sent again | – | freely | final | taken |
/// | once by nature | looked up | one look | freely | final at first, then looked up | looked up |
/// | replacing | sent again | – | freely | final | taken |
/// | findable | looked up | three looks; of money with a witness | of money with consent | of money looked up, else as above | looked up |
/// | blind | left to a person | – | never | final at first, then in doubt | in doubt |
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
  /// Whether a person must consent before a record is sent again.
  package let needsConsent: Bool
  /// Whether a record is taken when the API says that it has its code already.
  package let takesRepetitions: Bool
  private let isRefusalFinal: Bool
  private let isFirstRefusalFinal: Bool

  package init(_ way: WayOfSending, money: MoneyDirection) {
    let movesMoney = money == .outgoing
    let mayCount = way == .findable || way == .blind
    doubt =
      switch way {
      case .replayable, .replacing: .sendAgain
      case .onceByNature, .findable: .lookUp
      case .blind: .leave
      }
    looks = way == .findable ? 3 : 1
    needsWitness = way == .findable && movesMoney
    needsConsent = mayCount && movesMoney
    takesRepetitions = way == .replayable || way == .replacing
    isRefusalFinal = takesRepetitions
    isFirstRefusalFinal = !(way == .findable && movesMoney)
  }

  /// Whether a refusal needs no look-up.
  ///
  /// - Parameter isFirstAttempt: whether the record was not sent before.
  package func isFinal(refusalAtFirst isFirstAttempt: Bool) -> Bool {
    isRefusalFinal || (isFirstAttempt && isFirstRefusalFinal)
  }
}
