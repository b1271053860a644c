internal import Foundation
internal import BulkEngine

extension RecordState {
  var isTaken: Bool {
    [.pending, .awaitingBalance, .valid, .invalid, .notVerifiable].contains(self)
  }

  var isSettled: Bool {
    [.rejected, .duplicate, .refused, .valid, .invalid, .notVerifiable].contains(self)
  }
}

extension RecordOutcome {
  /// What is unknown keeps what is stored.
  mutating func merge(_ other: RecordOutcome) {
    statusID = other.statusID ?? statusID
    apiID = other.apiID ?? apiID
    code = other.code ?? code
    message = other.message ?? message
  }
}

extension RememberedPace {
  var toMilliseconds: RememberedPace {
    RememberedPace(
      at: at.toMilliseconds, nextRequestAt: nextRequestAt?.toMilliseconds,
      loweredRate: loweredRate, closedUntil: closedUntil?.toMilliseconds)
  }
}

extension Date {
  /// Times are kept to the millisecond.
  var toMilliseconds: Date {
    let milliseconds = Int64((timeIntervalSince1970 * 1000).rounded())
    return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}
