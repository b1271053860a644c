import Foundation

/// What is made of a reply that says that a record was done, and shows nothing of it.
extension BatchSubmission {
  /// The look behind a request is not waited for longer than this.
  private static let nearest = Duration.seconds(10)

  /// Whether the target is read again before another request may change it.
  var looksAfter: Bool {
    context.operation.traits.looksFirst && context.operation.traits.isOneAtATime
  }

  /// Commits that the API took the record, and looks at once whether the target shows it.
  ///
  /// Until then it is pending. Where nothing but the change of its target tells that it was done it is in doubt,
  /// so that no other request hides the change; it is never sent again.
  ///
  /// - Throws: ``EngineStop``, or an error of the journal.
  func acknowledge(_ record: OutgoingRecord) async throws -> End {
    let operation = context.operation
    let isToldByChange = operation.traits.absenceIsShown
    let end = try await conclude(
      [
        .closed(
          chunk: chunk.number,
          state: isToldByChange ? .inDoubt : operation.statuses.pending.state,
          outcome: RecordOutcome(code: isToldByChange ? APICode.notShown : nil),
          at: context.time.now())
      ], records: [record.number]
    ) { .answered(records: 1) }
    guard case .answered = end else { return end }
    let noted = try await context.journal.entries(.listed([record.number])).first?.sighting
    var near = context
    near.deadline = context.time.uptime() + Self.nearest
    let seen = try await TargetLook(context: near).look(at: record, former: noted)
    guard case .reached(let shown, _) = seen.sight else { return end }
    let now = context.time.now()
    try await context.commit([
      .record(
        number: record.number, state: operation.statuses.verdict(ofStatus: shown.statusID).state,
        outcome: RecordOutcome(shown), at: now),
      .event(
        JournalEvent(
          at: now, kind: "look.shown", record: record.number,
          evidence: "id \(shown.id), status \(shown.statusID)")),
    ])
    return end
  }
}
