internal import BulkEngine

/// The API takes a code once: of two runs that have the same one the first that is planned keeps it.
extension PostgresTransaction {
  /// States of records whose code is free: it never came to the API, or the API did not take it.
  private static let free = [RecordState.Kind.rejected, .duplicate, .refused].map(\.rawValue)

  /// Makes sure that no other run of the quota has a code of this plan, unless its records are to be sent
  /// all the same. A run that sent nothing and that no process works on has none.
  ///
  /// - Throws: ``PostgresRefusal/codesTaken(count:first:run:)``.
  func requireFreeCodes() throws {
    let own = try run(
      "SELECT quota, operation, settings FROM qualifica.run WHERE id = $1 AND quota IS NOT NULL"
    ).first
    guard let own, let quota = own.integer(0), let operation = own.text(1) else { return }
    let settings = try StoredJSON.decode(RunSettings.self, from: own.text(2) ?? "")
    // Two plans that end at once: the second sees what the first has.
    try connection.run(
      "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
      ["qualifica codes \(quota) \(operation)"])
    guard settings.ledger?.sendsAgain != true else { return }
    let row = try run(
      """
      SELECT other_run.code, count(*), min(mine.custom_code) FROM qualifica.record AS mine
      JOIN qualifica.record AS other
        ON other.custom_code = mine.custom_code AND other.run <> mine.run
      JOIN qualifica.run AS other_run ON other_run.id = other.run
      WHERE mine.run = $1 AND mine.state = 'planned' AND other_run.quota = $2
        AND other_run.operation = $3 AND other_run.planned_at IS NOT NULL
        AND other.state <> ALL ($4::text[])
        AND (EXISTS (SELECT FROM qualifica.chunk WHERE chunk.run = other_run.id AND attempts > 0)
          OR EXISTS (SELECT FROM qualifica.worker WHERE worker.run = other_run.id
            AND seen_at > \(StoredTime.sql("$5")) - $6::bigint * interval '1 ms'))
      GROUP BY other_run.code ORDER BY count(*) DESC LIMIT 1
      """,
      [
        "\(quota)", operation, PostgresText.array(Self.free), terms.clock.now,
        "\(terms.lease.inMilliseconds)",
      ]
    ).first
    guard let row, let code = row.text(0), let first = row.text(2) else { return }
    throw PostgresRefusal.codesTaken(count: try row.number(1), first: first, run: code)
  }
}

extension PostgresJournal {
  /// Makes the codes of the run, which is not planned yet, unique among all runs of this quota.
  package func keepCodesUnique(in key: PostgresQuota.Key) async throws {
    let quota = try await quota(key)
    try await transact(of: "its codes are to be unique") { transaction in
      _ = try transaction.run(
        "UPDATE qualifica.run SET quota = $2 WHERE id = $1", ["\(quota)"])
    }
  }

  /// Makes sure that no other run took the codes of this one while nothing of it was sent and no process
  /// worked on it.
  ///
  /// - Throws: ``PostgresRefusal/codesTaken(count:first:run:)``.
  package func requireCodes() async throws {
    try await transact(of: "its codes are looked at") { transaction in
      let row = try transaction.run(
        """
        SELECT planned_at IS NOT NULL
          AND NOT EXISTS (SELECT FROM qualifica.chunk WHERE chunk.run = $1 AND attempts > 0)
        FROM qualifica.run WHERE id = $1
        """
      ).first
      if row?.isTrue(0) == true { try transaction.requireFreeCodes() }
    }
  }
}
