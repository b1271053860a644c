internal import BulkEngine
package import Foundation

/// The row of a quota; its clock is the server's.
extension PostgresJournal {
  /// A departure to come.
  struct Ticket: Sendable {
    /// From now until it.
    var wait: Duration
    /// Microseconds of the server's clock.
    var due: Int64
    /// From now until the end of a pause; there is no departure then.
    var closed: Duration?
    /// How many pauses there were so far.
    var pauses: Int
    /// Whether complaints have lowered the rate.
    var isLowered: Bool
  }

  /// The number of the row, which is made where there is none.
  func quota(_ key: PostgresQuota.Key) async throws -> Int {
    let token = try await fingerprint(of: key.token)
    let parameters = [key.environment, key.host, key.merchant, token]
    return try await transact { connection in
      try connection.run(
        """
        INSERT INTO qualifica.quota (environment, host, merchant, token, next_at)
        VALUES ($1, $2, $3, $4, timestamptz 'epoch') ON CONFLICT DO NOTHING
        """, parameters)
      let rows = try connection.run(
        """
        SELECT id FROM qualifica.quota
        WHERE environment = $1 AND host = $2 AND merchant = $3 AND token = $4
        """, parameters)
      guard let id = rows.first?.integer(0) else { throw PostgresRow.Unreadable() }
      return id
    }
  }

  /// What is left of the API's pause.
  func pause(of quota: Int) async throws -> Duration {
    let row = try await plainly(
      """
      SELECT extract(epoch FROM closed_until - clock_timestamp()) FROM qualifica.quota WHERE id = $1
      """, ["\(quota)"]
    ).first
    return row?.duration(0) ?? .zero
  }

  /// How the API's patience stands, for people; nil before anything was asked of it.
  ///
  /// What is given stands for the quota where the run's row does not say which it uses.
  package func pace(
    environment: String, host: String, merchant: String
  ) async throws -> SharedPace? {
    try await read(
      """
      SELECT lowered_rate, \(StoredTime.column("CASE WHEN closed_until > clock_timestamp() "
        + "THEN closed_until END"))
      FROM qualifica.quota WHERE next_at > timestamptz 'epoch' AND id = coalesce(
        (SELECT run.quota FROM qualifica.run WHERE run.id = $1),
        (SELECT id FROM qualifica.quota WHERE environment = $2 AND host = $3 AND merchant = $4
          ORDER BY next_at DESC LIMIT 1))
      """, [environment, host, merchant]
    ) {
      SharedPace(loweredRate: $0.text(0).flatMap(Double.init), closedUntil: $0.date(1))
    }.first
  }

  /// How many pauses there were so far, and what is left until a time of the server's clock, negative
  /// behind it. One short question: its answer is as old as half the way to the server.
  func state(
    of quota: Int, until due: Int64, given: Duration?
  ) async throws -> (pauses: Int, left: Duration) {
    let row = try await plainly(
      """
      SELECT pauses, $2::bigint - floor(extract(epoch FROM \(StoredTime.sql("$3"))) * 1000000)::bigint
      FROM qualifica.quota WHERE id = $1
      """, ["\(quota)", "\(due)", time(given)]
    ).first
    guard let row, let left = row.integer(1) else { throw PostgresRow.Unreadable() }
    return (try row.number(0), .microseconds(left))
  }

  private func plainly(_ sql: String, _ parameters: [String?]) async throws -> PostgresRows {
    try await persistently { try self.connected().run(sql, parameters) }
  }

  /// Gives out the next departure.
  ///
  /// - Parameters:
  ///   - interval: until the one that follows, unless complaints have made it longer.
  ///   - rate: requests per second that were asked for.
  ///   - given: the time of a test's clock.
  func ticket(
    of quota: Int, interval: Duration, rate: Double, given: Duration?
  ) async throws -> Ticket {
    try await transact { connection in
      // The time is read when the row is this transaction's.
      try connection.run(
        "SELECT 1 FROM qualifica.quota WHERE id = $1 FOR NO KEY UPDATE", ["\(quota)"])
      let row = try connection.run(
        """
        UPDATE qualifica.quota SET next_at = CASE
          WHEN closed_until > clock.now THEN next_at
          ELSE greatest(next_at, clock.now)
            + $3::float8 * greatest($4::float8 / lowered_rate, 1) * interval '1 s' END
        FROM (SELECT \(StoredTime.sql("$2")) AS now OFFSET 0) AS clock WHERE id = $1
        RETURNING extract(epoch FROM closed_until - clock.now),
          extract(epoch FROM next_at - clock.now)
            - $3::float8 * greatest($4::float8 / lowered_rate, 1),
          pauses, lowered_rate IS NOT NULL,
          floor(extract(epoch FROM next_at) * 1000000)::bigint
            - round($3::float8 * greatest($4::float8 / lowered_rate, 1) * 1000000)::bigint
        """,
        ["\(quota)", time(given), "\(interval / .seconds(1))", "\(rate)"]
      ).first
      guard let row, let due = row.integer(4) else { throw PostgresRow.Unreadable() }
      let closed = row.duration(0) ?? .zero
      return Ticket(
        wait: row.duration(1) ?? .zero, due: Int64(due),
        closed: closed > .zero ? closed : nil,
        pauses: try row.number(2), isLowered: row.isTrue(3))
    }
  }

  /// Learns what replies said.
  ///
  /// - Parameter now: the uptime of who tells it, as the times of the news are.
  func learn(
    _ news: [QuotaNews], at now: Duration, of quota: Int, rate: Double, given: Duration?
  ) async throws {
    try await transact { connection in
      try connection.run(
        "SELECT 1 FROM qualifica.quota WHERE id = $1 FOR NO KEY UPDATE", ["\(quota)"])
      var accepted = 0
      for item in news {
        switch item {
        case .acceptance: accepted += 1
        case .pause(let end):
          try connection.run(
            """
            UPDATE qualifica.quota SET pauses = pauses + 1,
              closed_until = \(StoredTime.sql("$2")) + $3::float8 * interval '1 s'
            WHERE id = $1 AND (closed_until IS NULL
              OR closed_until < \(StoredTime.sql("$2")) + $3::float8 * interval '1 s')
            """, ["\(quota)", time(given), "\((end - now) / .seconds(1))"])
        case .complaint(let departure):
          // Complaints about requests that had left when the rate was lowered say nothing new.
          try connection.run(
            """
            UPDATE qualifica.quota SET lowered_at = \(StoredTime.sql("$2")),
              lowered_rate = greatest(coalesce(lowered_rate, $3::float8) * 0.7,
                least($3::float8, 0.1))
            WHERE id = $1 AND (lowered_at IS NULL
              OR \(StoredTime.sql("$2")) - $4::float8 * interval '1 s' > lowered_at)
            """, ["\(quota)", time(given), "\(rate)", "\((now - departure) / .seconds(1))"])
        }
      }
      guard accepted > 0 else { return }
      try connection.run(
        """
        UPDATE qualifica.quota SET lowered_rate =
          nullif(least(lowered_rate + $2::float8 * $3::float8 * 0.01, $2::float8), $2::float8)
        WHERE id = $1 AND lowered_rate IS NOT NULL
        """, ["\(quota)", "\(rate)", "\(accepted)"])
    }
  }

  /// A test's time as a parameter; nil where the server's is to be taken.
  private nonisolated func time(_ given: Duration?) -> String? {
    given.map { "\(Int64($0 / .milliseconds(1)))" }
  }
}

extension PostgresRow {
  /// Of a column of seconds.
  fileprivate func duration(_ column: Int) -> Duration? {
    text(column).flatMap { Double($0) }.map { .seconds($0) }
  }
}

/// The pace that all processes of a quota keep.
package struct SharedPace: Sendable, Equatable {
  /// Requests per second that are left after complaints of the API; nil where it did not complain.
  package var loweredRate: Double?
  /// Nothing leaves before; nil where no pause is asked for now.
  package var closedUntil: Date?
}
