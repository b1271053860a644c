package import Foundation

/// Why a run stopped before it was finished; everything that happened is in the journal.
package enum EngineStop: Error, Sendable, Equatable {
  /// The API was never reached.
  case unreachable(reason: String)
  /// The API kept failing.
  case keptFailing(reason: String)
  /// Token, allowed IP or permission refused.
  case denied(status: Int)
  /// Wrong host or path.
  case misdirected(status: Int)
  /// The API asks to come back at this time.
  case comeBackLater(at: Date)
  /// Records that were proven absent need consent before they are sent again.
  case consentNeeded(records: Int)
  /// More records are rejected than are borne, and some are to be sent.
  case errorBudgetExceeded
}
