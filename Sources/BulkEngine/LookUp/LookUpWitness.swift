import Foundation

/// Whether look-ups by code that find nothing can be believed: a record that the API is known to have
/// is looked up in the same way and at the same time.
///
/// A server may store a record and deny it afterwards: its filter is broken, or it asks a copy of its
/// data that stands still. What it denies would be sent, and paid, a second time.
struct LookUpWitness: Sendable {
  let context: EngineContext

  /// What the witnesses say of an empty answer.
  enum Testimony: Sendable, Equatable {
    /// Each was found: what left before it is shown, too. `lastSentAt` is the time at which the latest
    /// of them was sent by this run; `nil` where this run sent none.
    case believable(lastSentAt: Date?)
    /// One of these was not found, or not answered for, or the list cannot be read: an empty answer
    /// proves nothing.
    case unbelievable([JournalEntry])
    /// The API is not known to have any record.
    case nobody
  }

  /// Taken by the API, whatever came of it.
  static let taken: Set<RecordState.Kind> = [.taken, .settled]
  /// Entries before and behind the first one in doubt among which witnesses are sought.
  private static let neighbours = 500
  /// Records of the list that are looked up where the run has none.
  private static let mostListed = 2

  /// Asks about records of the run that were taken, those sent last among them: where a list lags
  /// behind they are missing first. Where the run has none, about records that the list shows.
  ///
  /// - Parameters:
  ///   - entries: in doubt and not found, in order of their numbers; not empty.
  ///   - time: what was sent after that, by another process, need not be shown yet.
  /// - Throws: ``EngineStop``, `CancellationError`, or an error of the journal.
  func testimony(
    near entries: [JournalEntry], sentBefore time: Date
  ) async throws -> Testimony {
    let witnesses = try await witnesses(near: entries, sentBefore: time)
    let codes = Set(try await context.sought(witnesses))
    guard !codes.isEmpty else { return try await testimonyOfList() }
    return try await areFound(codes)
      ? .believable(lastSentAt: Self.lastSentAt(witnesses)) : .unbelievable(witnesses)
  }

  /// Asks about records that the list shows, from any sender.
  ///
  /// - Throws: ``EngineStop``, `CancellationError`.
  func testimonyOfList() async throws -> Testimony {
    guard let question = context.operation.listing(page: 1) else { return .nobody }
    guard let reply = try await context.ask(question, mayBeMissing: true),
      let page = context.operation.page(in: reply)
    else { return .unbelievable([]) }
    let codes = page.records.map(\.customCode).filter { !$0.isEmpty }
    guard !codes.isEmpty else { return .nobody }
    let shown = codes.prefix(1) + codes.suffix(Self.mostListed - 1)
    return try await areFound(Set(shown.map { Sought($0) }))
      ? .believable(lastSentAt: nil) : .unbelievable([])
  }

  /// When the last of these left.
  static func lastSentAt(_ entries: [JournalEntry]) -> Date? {
    entries.compactMap(\.submittedAt).max()
  }

  /// The first one taken, the next ones before and behind those in doubt, and of their neighbours the
  /// one that was sent last.
  private func witnesses(
    near entries: [JournalEntry], sentBefore time: Date
  ) async throws -> [JournalEntry] {
    let first = entries.first?.number ?? 1
    let around = try await context.journal.entries(
      .numbers(first: max(1, first - Self.neighbours), last: first + Self.neighbours)
    ).filter { Self.taken.contains($0.state.kind) }
    var witnesses = try await taken(after: entries.last?.number ?? 0) + taken(after: 0)
    witnesses += around.filter { $0.number < first }.suffix(1)
    let sent = around.filter { $0.submittedAt.map { $0 <= time } ?? false }
    witnesses += sent.max { ($0.submittedAt ?? time) < ($1.submittedAt ?? time) }.map { [$0] } ?? []
    // One record may be several of these.
    let each = Dictionary(witnesses.map { ($0.number, $0) }) { first, _ in first }
    return each.values.sorted { $0.number < $1.number }
  }

  private func taken(after number: Int) async throws -> [JournalEntry] {
    try await context.journal.entries(.states(Self.taken, after: number, limit: 1))
  }

  private func areFound(_ witnesses: Set<Sought>) async throws -> Bool {
    let answers = try await LookUps(context: context).answers(
      to: witnesses.sorted { $0.customCode < $1.customCode })
    return witnesses.allSatisfy { answers[$0.customCode].record != nil }
  }
}
