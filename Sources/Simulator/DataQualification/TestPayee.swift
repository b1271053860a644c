/// What becomes of a record once it is stored.
enum Outcome: UInt8, Sendable, CaseIterable {
  case valid, invalid, notVerifiable, awaitingBalance, fundedLater, undocumentedStatus
}

/// Payees with a known outcome, like a payment vendor's test cards.
///
/// The last word of `name` decides, in either case and after a blank; every other payee is valid.
/// The account does not decide: its last digits would strike real people by chance and could not be
/// chosen without a new check digit.
///
/// | `name` ends in | what happens |
/// | --- | --- |
/// | T81 | invalid (status 6) |
/// | T82 | not verifiable (status 7) |
/// | T83 | awaiting balance (status 9), for ever |
/// | T84 | awaiting balance (status 9) first, then valid |
/// | T85 | a status no document lists (4) first, then valid |
/// | T86 | refused at create: `Name format invalid` |
/// | T87 | accepted under service 1, listed in `uploadChangeService`; valid |
/// | T88 | stored, but listed in `errors` and in `uploadSuccess`; valid |
enum TestPayee {
  /// What the create answer says about a record.
  enum Reception: Equatable {
    case taken
    case refused(message: String)
    case serviceChanged
    case listedTwice
  }

  /// The service of ``Reception/serviceChanged``: the automatic check, which moves no money.
  static let replacementService = 1

  static func outcome(ofName name: String) -> Outcome {
    switch TestWord.number(in: name) {
    case 81: .invalid
    case 82: .notVerifiable
    case 83: .awaitingBalance
    case 84: .fundedLater
    case 85: .undocumentedStatus
    default: .valid
    }
  }

  static func reception(ofName name: String) -> Reception {
    switch TestWord.number(in: name) {
    case 86: .refused(message: "Name format invalid")
    case 87: .serviceChanged
    case 88: .listedTwice
    default: .taken
    }
  }
}
