/// The place where one run is kept, of whatever kind: commands know only this.
package protocol JournalStore: Sendable {
  /// Opens the journal.
  ///
  /// - Throws: ``JournalError``.
  func open(_ access: JournalAccess) throws -> any RunJournal
  /// Keeps every other process out of the place for as long as the value lives.
  ///
  /// - Throws: ``JournalError/heldByAnotherProcess(path:)``.
  func lock() throws -> any RunHold
  /// Keeps every other process of this machine from sending the run with this code, also out of a copy
  /// of its place, for as long as the value lives.
  ///
  /// - Throws: ``JournalError/heldByAnotherProcess(path:)``.
  func claim(run code: String) throws -> any RunHold
}

/// How a journal is opened.
package enum JournalAccess: Sendable {
  /// Creates the journal when there is none.
  case readWrite
  case readOnly
}

/// Something that is held until the value goes.
package protocol RunHold: Sendable {}

/// A journal of a run with its audit lines, and whether it can be trusted.
package protocol RunJournal: Journal, Audit {
  /// Where the journal is, for people.
  var path: String { get }
  /// Why the journal may not know of everything that was sent; `nil` when it does, and once it was
  /// heeded by ``JournalMutation/doubted``.
  var doubt: JournalDoubt? { get async }
  /// Whether an earlier version of the program wrote the journal and it stands there still as it was:
  /// it is only read.
  var isOfEarlierFormat: Bool { get async }
  /// Looks whether a planned journal agrees with itself and with the operation's `statuses`; where it
  /// calls unsent what left traces of having been sent, it has a ``doubt`` afterwards.
  ///
  /// - Throws: ``JournalError/damaged(path:reason:)`` where it says what no program writes.
  func examine(_ statuses: StatusTable) async throws
}

/// Why a journal may not know of everything that was sent.
package enum JournalDoubt: String, Sendable, Equatable {
  /// It knows fewer batches than were announced.
  case batchesMissing = "batches_missing"
  /// It is a copy, or was restored from one.
  case copied
  /// The count beside it is gone.
  case countMissing = "count_missing"
  /// It calls unsent what left traces of having been sent.
  case contradictory
  /// The one of an earlier run is gone; that run left its outputs.
  case gone
  /// A person says so: it was restored in a way that nothing shows.
  case told
}
