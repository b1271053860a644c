/// Whether look-ups by code that find nothing can be believed: a record that the API is known to have
/// is looked up in the same way and at the same time.
///
/// A server may store a record and deny it afterwards: its filter is broken, or it asks a copy of its
/// data that stands still. What it denies would be sent, and paid, a second time.
struct LookUpWitness: Sendable {
  let context: EngineContext

  /// What the witnesses say of an empty answer.
  enum Testimony: Sendable, Equatable {
    /// Each was found: what is not found is not there.
    case believable
    /// One was not found, or not answered for, or the list cannot be read: an empty answer proves
    /// nothing.
    case unbelievable
    /// The API is not known to have any record.
    case nobody
  }

  /// Taken by the API, whatever came of it.
  static let taken: Set<RecordState.Kind> = [.taken, .settled]
  /// Entries before the first one in doubt among which the nearest one taken is sought.
  private static let neighbours = 500
  /// Records of the list that are looked up where the run has none.
  private static let mostListed = 2

  /// Asks about records of the run that were taken, those sent last among them: where a list lags
  /// behind they are missing first. Where the run has none, about records that the list shows.
  ///
  /// - Parameter entries: in doubt and not found, in order of their numbers; not empty.
  /// - Throws: ``EngineStop``, `CancellationError`, or an error of the journal.
  func testimony(near entries: [JournalEntry]) async throws -> Testimony {
    let first = entries.first?.number ?? 1
    let last = entries.last?.number ?? 0
    var witnesses = try await taken(after: last) + taken(after: 0)
    if first > 1 {
      witnesses += try await context.journal.entries(
        .numbers(first: max(1, first - Self.neighbours), last: first - 1)
      ).filter { Self.taken.contains($0.state.kind) }.suffix(1)
    }
    // The one nearest to those in doubt may be the first one taken, too.
    let each = Dictionary(witnesses.map { ($0.number, $0) }) { first, _ in first }
    let codes = Set(
      try await context.sought(each.values.sorted { $0.number < $1.number }))
    return codes.isEmpty ? try await testimonyOfList() : try await testimony(of: codes)
  }

  /// Asks about records that the list shows, from any sender.
  ///
  /// - Throws: ``EngineStop``, `CancellationError`.
  func testimonyOfList() async throws -> Testimony {
    guard let question = context.operation.listing(page: 1) else { return .nobody }
    guard let reply = try await context.ask(question, mayBeMissing: true),
      let page = context.operation.page(in: reply)
    else { return .unbelievable }
    let codes = page.records.map(\.customCode).filter { !$0.isEmpty }
    guard !codes.isEmpty else { return .nobody }
    return try await testimony(
      of: Set((codes.prefix(1) + codes.suffix(Self.mostListed - 1)).map { Sought($0) }))
  }

  private func taken(after number: Int) async throws -> [JournalEntry] {
    try await context.journal.entries(.states(Self.taken, after: number, limit: 1))
  }

  private func testimony(of witnesses: Set<Sought>) async throws -> Testimony {
    let answers = try await LookUps(context: context).answers(
      to: witnesses.sorted { $0.customCode < $1.customCode })
    return witnesses.allSatisfy { answers[$0.customCode].record != nil }
      ? .believable : .unbelievable
  }
}
