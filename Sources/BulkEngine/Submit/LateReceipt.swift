/// What is left of a receipt when another process has claimed the chunk since.
///
/// That the API has a record is true whoever says it, and saves the record from being sent again. All
/// else is not: a refusal, or that nothing was sent, is of one request, and another may be under way.
enum LateReceipt {
  /// - Parameters:
  ///   - mutations: as the holder of the claim would have committed them.
  ///   - records: those of the request that stand or fall with the chunk.
  static func facts(in mutations: [JournalMutation], records: [Int]) -> [JournalMutation] {
    mutations.flatMap { mutation -> [JournalMutation] in
      switch mutation {
      case .record(_, let state, _, _, _): state.isAtAPI ? [mutation] : []
      case .closed(_, let state, let outcome, let time) where state.isAtAPI:
        records.map { .record(number: $0, state: state, outcome: outcome, at: time) }
      case .event: [mutation]
      default: []
      }
    }
  }
}
