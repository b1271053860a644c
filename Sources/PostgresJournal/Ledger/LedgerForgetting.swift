internal import Foundation

/// Removes runs and everything of them from the ledger on a server.
enum LedgerForgetting {
  /// How long finished runs are kept.
  private static let retention = "24 months"

  /// The last time that the row `run` tells: `last_at`, where none of its times was changed by others.
  static func lastTime(_ run: String) -> String {
    "greatest(\(run).started_at, \(run).last_at, \(run).finished_at)"
  }

  /// Removes finished runs that are older than the retention.
  static func prune(
    _ connection: PostgresConnection, clock: PostgresTerms.Clock, at now: Date
  ) throws {
    let numbers = try connection.run(
      """
      SELECT id FROM qualifica.ledger_run r WHERE finished_at IS NOT NULL
        AND \(lastTime("r")) < \(StoredTime.sql("$1")) - interval '\(retention)' ORDER BY id LIMIT 10
      """, [clock.parameter(now)]
    ).map { try $0.number(0) }
    guard !numbers.isEmpty else { return }
    _ = try remove(numbers, on: connection)
  }

  /// - Returns: how many entries were removed.
  static func remove(_ numbers: [Int], on connection: PostgresConnection) throws -> Int {
    let removed = try connection.run(
      "DELETE FROM qualifica.ledger_entry WHERE run = ANY ($1::bigint[])",
      [PostgresText.array(numbers)]
    ).changed
    try connection.run(
      "DELETE FROM qualifica.ledger_run WHERE id = ANY ($1::bigint[])",
      [PostgresText.array(numbers)])
    return removed
  }
}
