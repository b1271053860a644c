package import Foundation

/// How a process takes part in a shared journal.
package struct PostgresTerms: Sendable {
  /// Whose clock stamps what is written and says when claims end.
  package enum Clock: Sendable {
    case server
    /// A test's: times are kept as they are given.
    case given(@Sendable () -> Date)
  }

  /// Tells this process from all others; it stands in audit lines.
  package var owner: String
  /// How long a claim lasts: longer than the longest request.
  package var lease: Duration
  /// How long after its end what a claim left on its way is put in doubt.
  package var grace: Duration
  /// How many chunks all processes together may have claimed at once; nil without limit.
  package var concurrency: Int?
  /// Whether one process at a time has claims on a run: requests to one target must not overlap.
  package var isSole = false
  /// What this machine remembers to have announced; nil where nothing is remembered.
  package var memory: IntentMemory?
  package var clock: Clock
  /// How long one answer of the server may take.
  package var patience: Duration
  /// How long a server that does not answer is tried again; one for all connections of a process.
  package var outage: ServerOutage

  package init(
    owner: String, lease: Duration = .seconds(90), grace: Duration = .seconds(30),
    concurrency: Int? = nil, clock: Clock = .server, patience: Duration = .seconds(30),
    outage: ServerOutage = ServerOutage()
  ) {
    self.owner = owner
    self.lease = lease
    self.grace = grace
    self.concurrency = concurrency
    self.clock = clock
    self.patience = patience
    self.outage = outage
  }
}

extension PostgresTerms.Clock {
  /// A time of the caller as a parameter; nil where the server's is to be taken.
  func parameter(_ date: Date) -> String? {
    switch self {
    case .server: nil
    case .given: "\(StoredTime.milliseconds(date))"
    }
  }

  /// The present as a parameter; nil where the server's is to be taken.
  var now: String? {
    switch self {
    case .server: nil
    case .given(let now): "\(StoredTime.milliseconds(now()))"
    }
  }
}

/// Times as SQL and parameters: milliseconds since 1970, UTC.
enum StoredTime {
  static func milliseconds(_ date: Date) -> Int64 {
    Int64((date.timeIntervalSince1970 * 1000).rounded())
  }

  static func date(_ milliseconds: Int) -> Date {
    Date(timeIntervalSince1970: Double(milliseconds) / 1000)
  }

  /// The time that a parameter or column of milliseconds stands for, else the server's: that of the
  /// statement's work and not that of the transaction's begin.
  static func sql(_ parameter: String) -> String {
    "coalesce(timestamptz 'epoch' + \(parameter)::bigint * interval '1 ms', clock_timestamp())"
  }

  /// Milliseconds of a column.
  static func column(_ name: String) -> String {
    "round(extract(epoch FROM \(name)) * 1000)::bigint"
  }
}
