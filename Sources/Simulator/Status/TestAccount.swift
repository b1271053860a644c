/// What becomes of a record once it is stored.
enum Outcome: UInt8, Sendable, CaseIterable {
  case valid, invalid, notVerifiable, awaitingBalance, fundedLater, undocumentedStatus
}

/// Accounts with a known outcome, like a payment vendor's test cards.
///
/// The last two digits of `account` (the account number without its digit) decide; every other
/// account is valid.
///
/// | `account` ends in | what happens |
/// | --- | --- |
/// | 81 | invalid (status 6) |
/// | 82 | not verifiable (status 7) |
/// | 83 | awaiting balance (status 9), for ever |
/// | 84 | awaiting balance (status 9) first, then valid |
/// | 85 | a status no document lists (4) first, then valid |
/// | 86 | refused at create: `Name format invalid` |
/// | 87 | accepted under service 1, listed in `uploadChangeService`; valid |
/// | 88 | stored, but listed in `errors` and in `uploadSuccess`; valid |
enum TestAccount {
  /// What the create answer says about a record.
  enum Reception: Equatable {
    case taken
    case refused(message: String)
    case serviceChanged
    case listedTwice
  }

  /// The service of ``Reception/serviceChanged``: the automatic check, which moves no money.
  static let replacementService = 1

  static func outcome(ofAccount account: String) -> Outcome {
    switch ending(of: account) {
    case 81: .invalid
    case 82: .notVerifiable
    case 83: .awaitingBalance
    case 84: .fundedLater
    case 85: .undocumentedStatus
    default: .valid
    }
  }

  static func reception(ofAccount account: String) -> Reception {
    switch ending(of: account) {
    case 86: .refused(message: "Name format invalid")
    case 87: .serviceChanged
    case 88: .listedTwice
    default: .taken
    }
  }

  private static func ending(of account: String) -> Int? {
    account.utf8.count < 2 ? nil : Int(account.suffix(2))
  }
}
