package import BulkEngine
internal import Crypto
package import Foundation

/// How several processes come together on one run.
extension PostgresJournal: WorkerRoles {
  /// Joins the run of the same input that `isSame` knows, or begins this one, whose plan is this
  /// process's then.
  ///
  /// Two processes that begin with one input at once begin one run.
  package func enter(_ run: Run, joining isSame: @Sendable (Run) -> Bool) async throws {
    let terms = terms
    let (id, code) = try await transact { connection in
      try connection.run(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [run.input.sha256])
      let rows = try connection.run(
        "SELECT \(Run.columns), id FROM qualifica.run WHERE input_sha256 = $1 ORDER BY id DESC",
        [run.input.sha256])
      for (known, id) in try rows.map({ (try Run(row: $0), try $0.number(15)) })
      where isSame(known) {
        return (id, known.code)
      }
      return (try PostgresTransaction.begin(run, on: connection, terms: terms), run.code)
    }
    found(id, code: code)
  }

  /// Takes the plan that nobody makes any more.
  ///
  /// - Returns: false while another process makes it, and once it is complete.
  package func takePlan() async throws -> Bool {
    let terms = terms
    return try await transact(of: "a plan is taken") { transaction in
      try transaction.run(
        """
        UPDATE qualifica.run SET planner = $2,
          planner_until = \(StoredTime.sql("$3")) + interval '\(PostgresTransaction.planning)'
        WHERE id = $1 AND planned_at IS NULL
          AND (planner IS NULL OR planner = $2 OR planner_until <= \(StoredTime.sql("$3")))
        """, [terms.owner, terms.clock.now]
      ).changed == 1
    }
  }

  /// Leaves a plan that this process did not complete to the next one.
  package func leavePlan() async throws {
    let terms = terms
    try await transact(of: "a plan is left") { transaction in
      _ = try transaction.run(
        """
        UPDATE qualifica.run SET planner = NULL, planner_until = NULL
        WHERE id = $1 AND planner = $2 AND planned_at IS NULL
        """, [terms.owner])
    }
  }

  package func hold(_ role: WorkerRole) async throws -> Bool {
    let terms = terms
    return try await transact(of: "a role is taken") { transaction in
      try transaction.run(
        """
        INSERT INTO qualifica.role (run, name, owner, lease_until)
        VALUES ($1, $2, $3, \(StoredTime.sql("$4")) + $5::bigint * interval '1 ms')
        ON CONFLICT (run, name) DO UPDATE
        SET owner = excluded.owner, lease_until = excluded.lease_until
        WHERE role.owner = excluded.owner OR role.lease_until <= \(StoredTime.sql("$4"))
        """, [role.rawValue, terms.owner, terms.clock.now, "\(terms.lease.inMilliseconds)"]
      ).changed == 1
    }
  }

  package func leave(_ role: WorkerRole) async throws {
    let terms = terms
    try await transact(of: "a role is left") { transaction in
      _ = try transaction.run(
        """
        UPDATE qualifica.role SET lease_until = \(StoredTime.sql("$4"))
        WHERE run = $1 AND name = $2 AND owner = $3
        """, [role.rawValue, terms.owner, terms.clock.now])
    }
  }

  // MARK: For people

  /// Tells all others of this process.
  package func register(host: String, process: Int, program: String) async throws {
    let terms = terms
    try await transact(of: "a worker begins") { transaction in
      _ = try transaction.run(
        """
        INSERT INTO qualifica.worker (run, owner, host, process, program, started_at, seen_at)
        VALUES ($1, $2, $3, $4, $5, \(StoredTime.sql("$6")), \(StoredTime.sql("$6")))
        ON CONFLICT (run, owner) DO UPDATE SET seen_at = excluded.seen_at
        """, [terms.owner, host, "\(process)", program, terms.clock.now])
    }
  }

  /// Tells all others that this process has ended.
  package func deregister() async throws {
    let terms = terms
    try await transact(of: "a worker ends") { transaction in
      _ = try transaction.run(
        """
        UPDATE qualifica.worker SET seen_at = timestamptz 'epoch' WHERE run = $1 AND owner = $2
        """, [terms.owner])
    }
  }

  /// The processes that were seen within a lease, with what each has claimed, and who asks the API.
  package func workers() async throws -> [SharedWorker] {
    try await read(
      """
      SELECT worker.owner, host, process, program, \(StoredTime.column("started_at")),
        \(StoredTime.column("seen_at")),
        (SELECT count(*) FROM qualifica.chunk WHERE chunk.run = worker.run
          AND chunk.owner = worker.owner AND chunk.state <> 'closed'
          AND chunk.lease_until > \(StoredTime.sql("$3"))),
        EXISTS (SELECT 1 FROM qualifica.role WHERE role.run = worker.run
          AND role.owner = worker.owner AND role.lease_until > \(StoredTime.sql("$3")))
      FROM qualifica.worker WHERE run = $1
        AND seen_at > \(StoredTime.sql("$3")) - $2::bigint * interval '1 ms'
      ORDER BY started_at, worker.owner
      """, ["\(terms.lease.inMilliseconds)", terms.clock.now]
    ) { row in
      SharedWorker(
        name: row.text(0) ?? "", host: row.text(1) ?? "", process: try row.number(2),
        program: row.text(3) ?? "", startedAt: row.date(4) ?? .distantPast,
        seenAt: row.date(5) ?? .distantPast, claims: try row.number(6), isPoller: row.isTrue(7))
    }
  }

  /// Whether a standby that may be promoted can lack what the server said was committed: there is one, or
  /// there was one that left its slot, and the server waits for none.
  package func mayLoseCommits() async throws -> Bool {
    let row = try await persistently {
      try self.connected().run(
        """
        SELECT current_setting('synchronous_standby_names') = '' AND (
          EXISTS (SELECT FROM pg_stat_replication)
          OR EXISTS (SELECT FROM pg_replication_slots WHERE slot_type = 'physical' AND NOT temporary))
        """)
    }.first
    return row?.isTrue(0) ?? true
  }

  /// A keyed hash of an API key, the same for all who use this database.
  func fingerprint(of secret: String) async throws -> String {
    InputHash.hexadecimal(try await mark(secret))
  }

  static func mark(_ text: String, with key: String) -> [UInt8] {
    Array(
      HMAC<SHA256>.authenticationCode(
        for: Data(text.utf8), using: SymmetricKey(data: Data(key.utf8))))
  }

  /// What the key of this database makes of a text.
  func mark(_ text: String) async throws -> [UInt8] {
    let key = try await persistently {
      try self.connected().run("SELECT key FROM qualifica.secret")
    }.first?.text(0)
    return Self.mark(text, with: key ?? "")
  }
}

/// A process that works on a shared run.
package struct SharedWorker: Sendable, Equatable {
  /// Tells it from all others; stands in audit lines.
  package var name: String
  package var host: String
  package var process: Int
  /// Version of the program.
  package var program: String
  package var startedAt: Date
  package var seenAt: Date
  /// Chunks that are its own now.
  package var claims: Int
  /// Whether it is the one that asks the API about what was sent.
  package var isPoller: Bool
}
