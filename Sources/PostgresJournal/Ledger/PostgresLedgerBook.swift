package import BulkEngine
internal import Foundation

/// The ledger on a server as people look at it.
package struct PostgresLedgerBook: LedgerBook {
  private let connection: PostgresConnection
  private let seal: LedgerSeal
  private let path: String

  /// Rows that are read at once.
  private static let pageSize = 10_000

  /// - Throws: ``JournalError``, ``PostgresRefusal/earlierTables(path:)``.
  package init(at address: PostgresAddress) throws {
    try PostgresJournal.prepare(at: address)
    path = address.text
    do {
      connection = try PostgresConnection(address, patience: .seconds(300))
      let secret = try connection.run("SELECT key FROM qualifica.secret").first?.text(0)
      seal = LedgerSeal(key: PostgresJournal.mark(PostgresJournal.ledgerMark, with: secret ?? ""))
    } catch {
      throw JournalError(error, path: address.text)
    }
  }

  package func runs() throws -> [LedgerBookRun] {
    try translating {
      var counts: [Int: [LedgerState: Int]] = [:]
      var sums: [Int: Int64] = [:]
      let parts = try connection.run(
        "SELECT run, state, count(*), sum(amount) FROM qualifica.ledger_entry GROUP BY 1, 2")
      for (run, state, count, sum) in try parts.map({
        (try $0.number(0), try LedgerPage.state($0, 1), try $0.number(2), $0.integer(3))
      }) {
        counts[run, default: [:]][state] = count
        if state == .sent || state == .good, let sum { sums[run, default: 0] += Int64(sum) }
      }
      return try connection.run(
        """
        SELECT id, code, operation, variant, family, environment, host, client, file,
          \(StoredTime.column("started_at")),
          \(StoredTime.column(LedgerForgetting.lastTime("r"))), \(StoredTime.column("finished_at"))
        FROM qualifica.ledger_run r ORDER BY id
        """
      ).map { row in
        let number = try row.number(0)
        func text(_ column: Int) -> String { row.text(column) ?? "" }
        return LedgerBookRun(
          code: text(1), operation: text(2), variant: text(3),
          scope: LedgerScope(
            family: text(4), environment: text(5), host: text(6), client: text(7)),
          file: Data(base64Encoded: text(8)).flatMap(seal.open) ?? "",
          startedAt: row.date(9) ?? .distantPast, lastAt: row.date(10) ?? .distantPast,
          finishedAt: row.date(11), counts: counts[number] ?? [:], amountInCents: sums[number],
          number: Int64(number))
      }
    }
  }

  package func forget(_ runs: [LedgerBookRun]) throws -> Int {
    try translating { try LedgerForgetting.remove(runs.map { Int($0.number) }, on: connection) }
  }

  package func eachEntry(_ take: (LedgerBookEntry) throws -> Void) throws {
    for run in try runs() {
      var after = 0
      while case let rows = try page(of: run, after: after), let last = rows.last {
        for entry in rows { try take(entry) }
        after = last.record
      }
    }
  }

  private func page(of run: LedgerBookRun, after record: Int) throws -> [LedgerBookEntry] {
    try translating {
      try connection.run(
        """
        SELECT number, payee, person, place, amount, state, \(StoredTime.column("sent_at")),
          \(StoredTime.column("settled_at")), api_id
        FROM qualifica.ledger_entry WHERE run = $1 AND number > $2 ORDER BY number
        LIMIT \(Self.pageSize)
        """, ["\(run.number)", "\(record)"]
      ).map { row in
        func number(_ column: Int) -> Int64 { Int64(row.integer(column) ?? 0) }
        return LedgerBookEntry(
          run: run.code, record: try row.number(0),
          subject: LedgerSubject(
            whole: number(1), person: number(2), place: number(3),
            amountInCents: row.integer(4).map { Int64($0) }),
          state: try LedgerPage.state(row, 5), sentAt: row.date(6), settledAt: row.date(7),
          apiID: row.text(8))
      }
    }
  }

  package func compare(
    _ earlier: LedgerBookRun, _ later: LedgerBookRun
  ) throws -> LedgerDifference {
    /// Whether the other run has the person of a row, with its place where that is asked for.
    func other(_ condition: String = "") -> String {
      """
      EXISTS (SELECT 1 FROM qualifica.ledger_entry AS other
        WHERE other.run = $2 AND other.person = entry.person \(condition))
      """
    }
    func lines(of one: LedgerBookRun, against two: LedgerBookRun, _ condition: String) throws
      -> [Int]
    {
      try connection.run(
        "SELECT line FROM qualifica.ledger_entry AS entry WHERE run = $1 AND \(condition) ORDER BY 1",
        ["\(one.number)", "\(two.number)"]
      ).map { try $0.number(0) }
    }
    let samePlace = other("AND other.place = entry.place")
    return try translating {
      var difference = LedgerDifference()
      difference.new = try lines(of: later, against: earlier, "NOT \(other())")
      difference.gone = try lines(of: earlier, against: later, "NOT \(other())")
      difference.changed = try lines(
        of: later, against: earlier, "\(other()) AND NOT \(samePlace)")
      difference.same =
        try connection.run(
          """
          SELECT count(DISTINCT person) FROM qualifica.ledger_entry AS entry
          WHERE run = $1 AND \(samePlace)
          """, ["\(later.number)", "\(earlier.number)"]
        ).first?.number(0) ?? 0
      return difference
    }
  }

  private func translating<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let failure as PostgresFailure {
      throw JournalError(failure, path: path)
    } catch is PostgresRow.Unreadable {
      throw JournalError.damagedTables(path: path, reason: "a stored value is unreadable")
    }
  }
}
