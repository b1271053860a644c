/// What one of several processes knows of records that cannot be sent yet: it goes on looking after what is
/// in doubt meanwhile.
struct Postponement {
  private let context: EngineContext
  private var patience: Patience
  /// Uptime before which nothing is tried again.
  private var resting: Duration?
  /// What was in doubt when all that was left waited for it.
  private var doubts: [Int]?

  /// More are not compared.
  private static let mostDoubts = 1_000

  init(_ context: EngineContext) {
    self.context = context
    patience = Patience(context)
  }

  /// Whether all that is left waits for what is in doubt.
  var waitsForDoubt: Bool { doubts != nil }

  /// Whether some of what is left can be sent later.
  var isResting: Bool { resting.map { $0 > context.time.uptime() } ?? false }

  /// Whether something is planned that may be sent now.
  mutating func mayTry() async throws -> Bool {
    guard try await !context.journal.chunks(in: .planned, limit: 1).isEmpty else { return false }
    if let doubts {
      guard try await doubtful() != doubts else { return false }
      self.doubts = nil
    }
    guard !isResting else { return false }
    guard patience.hasGivenUp else { return true }
    return patience.isWorthTrying(try await planned())
  }

  /// Learns what a round of sending left.
  mutating func note(_ postponed: SubmitPhase.Postponed?) async throws {
    resting = nil
    guard let postponed else { return }
    if postponed.until == nil {
      let doubtful = try await doubtful()
      let isUnderWay = try await !context.journal.chunks(in: .intent, limit: 1).isEmpty
      if isUnderWay || !doubtful.isEmpty {
        doubts = doubtful
        return
      }
    }
    let rest = patience.rest(postponed, left: try await planned())
    resting = rest.map { context.time.uptime() + $0 }
  }

  private func doubtful() async throws -> [Int] {
    try await context.journal.entries(.states([.inDoubt], after: 0, limit: Self.mostDoubts))
      .map(\.number)
  }

  private func planned() async throws -> Int {
    try await context.journal.counts()[.planned] ?? 0
  }
}
