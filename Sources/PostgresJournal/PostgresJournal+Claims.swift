package import BulkEngine
package import Foundation

/// Claims end by the server's clock; how long they last is counted from before they were asked for.
extension PostgresJournal {
  package func claim(limit: Int) async throws -> [Claim] {
    guard limit > 0, try await id() != nil else { return [] }
    let terms = terms
    let claims = try await transact(of: "chunks are claimed") { transaction in
      // One at a time counts what is claimed.
      if terms.concurrency != nil || terms.isSole {
        try transaction.run("SELECT 1 FROM qualifica.run WHERE id = $1 FOR NO KEY UPDATE")
      }
      return try transaction.run(
        """
        WITH live AS (
          SELECT count(*) AS chunks FROM qualifica.chunk
          WHERE run = $1 AND owner IS NOT NULL AND lease_until > \(StoredTime.sql("$5"))
            AND state <> 'closed'),
        free AS (
          SELECT number FROM qualifica.chunk
          WHERE run = $1 AND state = 'planned'
            AND (owner IS NULL OR lease_until <= \(StoredTime.sql("$5")))
            AND (NOT $7::boolean OR NOT EXISTS (
              SELECT 1 FROM qualifica.chunk AS other
              WHERE other.run = $1 AND other.owner IS NOT NULL AND other.owner <> $3
                AND (other.state = 'intent'
                  OR other.state = 'planned' AND other.lease_until > \(StoredTime.sql("$5")))))
          ORDER BY number
          LIMIT (SELECT greatest(least($2::bigint, $6::bigint - chunks), 0) FROM live)
          FOR UPDATE SKIP LOCKED)
        UPDATE qualifica.chunk SET owner = $3, epoch = epoch + 1,
          lease_until = \(StoredTime.sql("$5")) + $4::bigint * interval '1 ms'
        FROM free WHERE chunk.run = $1 AND chunk.number = free.number
        RETURNING \(Chunk.columns), epoch
        """,
        [
          "\(limit)", terms.owner, terms.leaseInMilliseconds, terms.clock.now,
          "\(terms.concurrency ?? .max)", "\(terms.isSole)",
        ]
      ).map { row in
        Claim(try Chunk(row: row), epoch: Int64(try row.number(11)), lasts: terms.lease)
      }
    }
    return claims.sorted { $0.chunk.number < $1.chunk.number }
  }

  package func renew() async throws {
    let terms = terms
    try await transact(of: "claims are renewed") { transaction in
      _ = try transaction.run(
        """
        UPDATE qualifica.chunk
        SET lease_until = \(StoredTime.sql("$4")) + $3::bigint * interval '1 ms'
        WHERE run = $1 AND owner = $2 AND state <> 'closed' AND lease_until > \(StoredTime.sql("$4"))
        """, [terms.owner, terms.leaseInMilliseconds, terms.clock.now])
      _ = try transaction.run(
        """
        UPDATE qualifica.role
        SET lease_until = \(StoredTime.sql("$4")) + $3::bigint * interval '1 ms'
        WHERE run = $1 AND owner = $2 AND lease_until > \(StoredTime.sql("$4"))
        """, [terms.owner, terms.leaseInMilliseconds, terms.clock.now])
      _ = try transaction.run(
        "UPDATE qualifica.worker SET seen_at = \(StoredTime.sql("$3")) WHERE run = $1 AND owner = $2",
        [terms.owner, terms.clock.now])
    }
  }

  package func release(_ claim: Claim) async throws {
    try await transact(of: "a claim is given back") { transaction in
      _ = try transaction.run(
        """
        UPDATE qualifica.chunk SET owner = NULL, lease_until = NULL
        WHERE run = $1 AND number = $2 AND epoch = $3 AND state <> 'intent'
        """, ["\(claim.chunk.number)", "\(claim.epoch)"])
    }
  }

  package func adopt(at now: Date) async throws {
    while try await adoptSome(at: now) > 0 {}
  }

  /// - Returns: how many chunks were adopted.
  private func adoptSome(at now: Date) async throws -> Int {
    let terms = terms
    return try await transact(of: "chunks are adopted") { transaction in
      let numbers = try transaction.run(
        """
        WITH ended AS (
          SELECT number FROM qualifica.chunk
          WHERE run = $1 AND state = 'intent' AND (owner IS NULL
            OR lease_until + $2::bigint * interval '1 ms' <= \(StoredTime.sql("$3")))
          ORDER BY number LIMIT 100 FOR UPDATE SKIP LOCKED)
        UPDATE qualifica.chunk SET owner = NULL, lease_until = NULL, epoch = epoch + 1
        FROM ended WHERE chunk.run = $1 AND chunk.number = ended.number RETURNING chunk.number
        """,
        ["\(terms.grace.inMilliseconds)", terms.clock.now]
      ).map { try $0.number(0) }
      for number in numbers.sorted() {
        try transaction.close(number, state: .inDoubt, outcome: RecordOutcome(), at: now)
        transaction.append(JournalRules.adoption(of: number, at: now))
      }
      try transaction.writeEvents()
      return numbers.count
    }
  }
}

extension PostgresTerms {
  fileprivate var leaseInMilliseconds: String { "\(lease.inMilliseconds)" }
}

extension Duration {
  var inMilliseconds: Int64 { Int64(self / .milliseconds(1)) }
}
