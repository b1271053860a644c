internal import GRDB

/// Takes up ledgers of format 1, whose entries have no tags.
enum FormerLedgers {
  /// The SQL that makes a ledger of the format `version`; nil where there is no such format.
  static func sql(_ version: Int) -> String? {
    switch version {
    case LedgerSchema.version: LedgerSchema.sql
    case 1:
      LedgerSchema.sql + """
        ALTER TABLE entry DROP COLUMN person_tag;
        ALTER TABLE entry DROP COLUMN place_tag;
        PRAGMA user_version = 1;
        """
    default: nil
    }
  }

  /// Makes a ledger of an earlier format one of the present one. Entries that are there get no tags: only with a
  /// record at hand they could be made.
  static func takeUp(_ queue: DatabaseQueue) throws {
    guard try !queue.inDatabase(LedgerSchema.isCurrent) else { return }
    try queue.inTransaction(.immediate) { database in
      // Another process may have done so meanwhile.
      guard try !LedgerSchema.isCurrent(database) else { return .commit }
      try database.execute(
        sql: """
          ALTER TABLE entry ADD COLUMN person_tag INTEGER;
          ALTER TABLE entry ADD COLUMN place_tag INTEGER;
          PRAGMA user_version = \(LedgerSchema.version);
          """)
      return .commit
    }
  }
}
