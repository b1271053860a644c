import Foundation

/// Waits for records that cannot be sent yet, for as long as `--wait` gives to verdicts.
struct Patience {
  private let context: EngineContext
  private var deadline: Duration?
  /// How many were planned when nothing more could be waited for.
  private var left: Int?
  private var rounds = 0
  /// How many were planned at the least when some waited for others.
  private var fewest: Int?

  /// Rounds in a row for records that wait only until what is in doubt is settled.
  private static let mostRounds = 5
  private static let shortest = Duration.seconds(1)

  init(_ context: EngineContext) {
    self.context = context
  }

  /// Whether some records were given up.
  var hasGivenUp: Bool { left != nil }

  /// Whether some of the planned records may be sent: not when they are those that were given up.
  func isWorthTrying(_ planned: Int) -> Bool { planned != left }

  /// Sleeps until the first of the records may be sent, or gives up for this process.
  ///
  /// - Parameter planned: how many records are planned now.
  /// - Throws: `CancellationError`.
  mutating func bear(_ postponed: SubmitPhase.Postponed, left planned: Int) async throws {
    if let rest = rest(postponed, left: planned) { try await context.time.sleep(rest) }
  }

  /// How long to rest until the first of the records may be sent; nil where nothing is to be waited for.
  ///
  /// - Parameter planned: how many records are planned now.
  mutating func rest(_ postponed: SubmitPhase.Postponed, left planned: Int) -> Duration? {
    guard let moment = postponed.until else {
      // Each round brings those on that waited for others.
      rounds = fewest.map { planned < $0 } ?? true ? 1 : rounds + 1
      fewest = min(fewest ?? planned, planned)
      left = rounds < Self.mostRounds ? nil : planned
      return nil
    }
    let now = context.time.uptime()
    let deadline = deadline ?? now + .seconds(context.pace.waitInSeconds)
    self.deadline = deadline
    let rest = max(Self.shortest, .seconds(moment.timeIntervalSince(context.time.now())))
    context.observe(.postponed(records: postponed.records, left: rest))
    guard now + rest <= deadline else {
      left = planned
      return nil
    }
    left = nil
    return rest
  }
}
