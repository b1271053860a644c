import BulkEngine
import PostgresJournal

extension RunFolder {
  /// Opens the journal of a run that is to go on.
  ///
  /// One of an earlier format is taken up only by a program that can carry out its plan: the version
  /// that made the plan reads no later format, and people are sent back to it.
  /// - Throws: ``BrokenPlan``, ``JournalError``.
  func openJournal() async throws -> any RunJournal {
    if hasJournal, let journal = try? store.open(.readOnly), await journal.isOfEarlierFormat {
      try await requireOwnRules(journal)
    }
    return try store.open(.readWrite)
  }

  private func requireOwnRules(_ journal: any RunJournal) async throws {
    guard let run = try await journal.run(), run.plannedAt != nil, let judge = run.judge,
      let own = try? OperationTable.stored(run.settings.operation), judge.rules != own.rules,
      try await journal.latestEvent(ofKind: Purge.eventKind) == nil
    else { return }
    throw BrokenPlan(
      reason: .otherRules(program: judge.program), path: run.input.path, folder: self,
      sent: try await SentRecords(in: journal))
  }
}

extension RunJournal {
  /// Looks whether the journal agrees with itself, and its verdicts with the statuses of `run`'s
  /// operation.
  ///
  /// - Throws: ``JournalError``.
  func examine(as run: Run) async throws {
    guard let own = try? OperationTable.stored(run.settings.operation) else {
      throw damaged("its settings are none of this program")
    }
    try await examine(own.statuses)
  }

  private func damaged(_ reason: String) -> JournalError {
    self is PostgresJournal
      ? .damagedTables(path: path, reason: reason) : .damaged(path: path, reason: reason)
  }

  /// Makes sure that a journal without a run did not lose it.
  ///
  /// - Throws: ``JournalError/damaged(path:reason:)``.
  func requireNothingSent() async throws {
    guard await doubt == nil else {
      throw damaged("the run in it is lost")
    }
  }
}
