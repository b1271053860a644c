import BulkEngine

/// What scripts rely on; see the table in the README.
enum ExitStatus: Int32, Sendable {
  case allValid = 0
  case someNeedAPerson = 1
  case somePending = 2
  case stopped = 3
  case usage = 64
  case unusableInput = 65
  case noInput = 66
  case unreachable = 69
  case internalError = 70
  case cannotCreate = 73
  case inputOutput = 74
  case comeBackLater = 75
  case denied = 77
  case configuration = 78
  case interrupted = 130
  case terminated = 143

  /// Of a finished run or check: the first of 2, 1, 0 that applies.
  init(_ tally: ResultTally) {
    if tally.openCount > 0 {
      self = .somePending
    } else if tally.isGood {
      self = .allValid
    } else {
      self = .someNeedAPerson
    }
  }
}

/// The orderly end of a command with something else than 0.
struct RunEnd: Error {
  var code: ExitStatus
}
