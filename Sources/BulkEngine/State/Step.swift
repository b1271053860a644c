/// The coarse state that a status id stands for.
package enum Step: Sendable, Equatable {
  case pending
  case awaitingBalance
  case valid
  case invalid
  case notVerifiable

  /// Whether the API will not change it any more.
  package var isFinal: Bool {
    switch self {
    case .pending, .awaitingBalance: false
    case .valid, .invalid, .notVerifiable: true
    }
  }

  /// Whether the record came to nothing, for good.
  var isFailed: Bool { self == .invalid || self == .notVerifiable }
}
