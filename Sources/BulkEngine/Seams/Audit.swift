/// The seam to the decisions of a run and their evidence, in the order in which they were made.
///
/// Lines are only ever added. A decision that changes records is noted together with the change, by
/// ``JournalMutation/event(_:)``; ``note(_:)`` is for what changes nothing. Nothing personal is kept.
package protocol Audit: Sendable {
  /// Adds a line; it survives a crash when the call returns.
  func note(_ event: JournalEvent) async throws
  /// All lines in the order they were written.
  func events() async throws -> [JournalEvent]
  /// The lines of this kind in the order they were written.
  func events(ofKind kind: String) async throws -> [JournalEvent]
  /// The last line of this kind.
  func latestEvent(ofKind kind: String) async throws -> JournalEvent?
}
