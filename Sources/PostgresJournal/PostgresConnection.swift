internal import BulkEngine
internal import CLibpq
internal import Foundation

/// One connection of libpq, used by one thread at a time.
///
/// Every wait ends: a server that swallows what it is sent is a connection that is lost. Nothing is
/// kept in the session, so that a pooler may give each transaction another one.
@safe final class PostgresConnection {
  private let handle: OpaquePointer
  /// How long an answer may take.
  private let patience: Duration
  private let outage: ServerOutage
  /// What is waited for.
  var wish = ServerOutage.Wish.answer
  /// Warnings of the server since the last statement began.
  private(set) var warnings = 0

  /// - Throws: ``PostgresFailure/lost(_:)``.
  init(
    _ address: PostgresAddress, patience: Duration, outage: ServerOutage = ServerOutage()
  ) throws(PostgresFailure) {
    let parameters = [
      ("application_name", "qualifica"), ("connect_timeout", "\(outage.connectionPatience)"),
      ("tcp_user_timeout", "20000"),
      ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
      ("client_encoding", "UTF8"), ("dbname", address.url),
    ]
    let handle = unsafe Self.withCStrings(parameters.map(\.0)) { keywords in
      unsafe Self.withCStrings(parameters.map(\.1)) { values in
        unsafe libpq.PQconnectdbParams(keywords, values, 1)
      }
    }
    guard let handle = unsafe handle else { throw .lost("out of memory") }
    guard unsafe libpq.PQstatus(handle) == CONNECTION_OK else {
      let reason = unsafe Self.reason(of: handle)
      unsafe libpq.PQfinish(handle)
      throw .lost(reason)
    }
    unsafe self.handle = handle
    self.patience = patience
    self.outage = outage
    let own = unsafe Unmanaged.passUnretained(self).toOpaque()
    _ = unsafe libpq.PQsetNoticeReceiver(
      handle,
      { context, result in
        guard let context = unsafe context else { return }
        let severity = unsafe libpq.PQresultErrorField(result, CInt(UInt8(ascii: "V")))
        guard let severity = unsafe severity, unsafe strcmp(severity, "WARNING") == 0 else {
          return
        }
        unsafe Unmanaged<PostgresConnection>.fromOpaque(context).takeUnretainedValue().warnings += 1
      }, own)
  }

  deinit { unsafe libpq.PQfinish(handle) }

  /// Statements without parameters, one or several; the rows of the last.
  @discardableResult
  func run(_ sql: String) throws(PostgresFailure) -> PostgresRows {
    warnings = 0
    guard unsafe libpq.PQsendQuery(handle, sql) == 1 else { throw lost() }
    return try answer()
  }

  /// One statement with its parameters, as text; nil is NULL.
  @discardableResult
  func run(_ sql: String, _ parameters: [String?]) throws(PostgresFailure) -> PostgresRows {
    let isSent = unsafe Self.withCStrings(parameters) { values in
      unsafe libpq.PQsendQueryParams(
        handle, sql, CInt(parameters.count), nil, values, nil, nil, 0) == 1
    }
    guard isSent else { throw lost() }
    return try answer()
  }

  /// Waits for all results of what was sent.
  private func answer() throws(PostgresFailure) -> PostgresRows {
    var wait = Wait(end: outage.end(of: patience, from: .now))
    while case let pending = unsafe libpq.PQflush(handle), pending != 0 {
      guard pending > 0 else { throw lost() }
      try rest(for: Int16(POLLIN | POLLOUT), &wait)
    }
    var rows = PostgresRows()
    var refusal: PostgresFailure?
    while true {
      while unsafe libpq.PQisBusy(handle) == 1 { try rest(for: Int16(POLLIN), &wait) }
      guard let result = unsafe libpq.PQgetResult(handle) else { break }
      let next = unsafe PostgresRows(result)
      switch unsafe libpq.PQresultStatus(result) {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK: rows = next
      default: refusal = refusal ?? next.refusal
      }
    }
    guard unsafe libpq.PQstatus(handle) == CONNECTION_OK else { throw lost() }
    if let refusal { throw refusal }
    return rows
  }

  /// How long an answer is waited for; less once nobody wants it any more.
  private struct Wait {
    var end: ContinuousClock.Instant
    var isHurried = false
  }

  /// How often a wait looks whether it is still wanted.
  private static let glanceInMilliseconds = 100.0

  private func rest(for events: Int16, _ wait: inout Wait) throws(PostgresFailure) {
    let now = ContinuousClock.now
    if !wait.isHurried, outage.isHurried {
      wait = Wait(end: min(wait.end, outage.hurriedEnd(of: wish, from: now)), isHurried: true)
    }
    let left = (wait.end - now) / .milliseconds(1)
    var poll = unsafe pollfd(fd: libpq.PQsocket(handle), events: events, revents: 0)
    let ready = unsafe Glibc.poll(&poll, 1, CInt(min(max(left + 1, 0), Self.glanceInMilliseconds)))
    if ready > 0 {
      // Also where the time is over: a process that was stopped meanwhile may have its answer.
      guard unsafe libpq.PQconsumeInput(handle) == 1 else { throw lost() }
    } else if left <= 0 {
      abandon()
      throw .silent(patience)
    }
  }

  /// Tells the server to end what it does for this connection, which is not used any more: a commit whose
  /// standby is gone would keep its locks and its place among the server's connections for as long.
  private func abandon() {
    guard let cancellation = unsafe libpq.PQgetCancel(handle) else { return }
    nonisolated(unsafe) let request = unsafe cancellation
    // A network that swallows what it is given keeps this thread only.
    Thread.detachNewThread {
      var reason = [CChar](repeating: 0, count: 256)
      _ = unsafe libpq.PQcancel(request, &reason, CInt(reason.count))
      unsafe libpq.PQfreeCancel(request)
    }
  }

  private func lost() -> PostgresFailure { unsafe .lost(Self.reason(of: handle)) }

  /// The first line of what libpq says; it names host and user at most.
  private static func reason(of handle: OpaquePointer) -> String {
    let text = unsafe libpq.PQerrorMessage(handle).map { unsafe String(cString: $0) } ?? ""
    return text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "connection lost"
  }

  /// Pointers to the strings, closed by a null pointer, for as long as `body` runs.
  private static func withCStrings<Value>(
    _ strings: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value
  ) -> Value {
    let copies = unsafe strings.map { text in unsafe text.flatMap { unsafe strdup($0) } }
    defer { unsafe copies.forEach { unsafe free($0) } }
    var pointers = unsafe copies.map { unsafe UnsafePointer<CChar>($0) }
    unsafe pointers.append(nil)
    return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
  }
}

/// What a statement came to when it came to nothing.
enum PostgresFailure: Error {
  /// The connection is gone: what was under way is unknown.
  case lost(String)
  /// The server does not answer, for so long: what was under way is unknown.
  case silent(Duration)
  /// The standby that the server waits for does not confirm what was written.
  case unconfirmed
  /// The server refused; no value is part of it.
  case refused(state: String, constraint: String?)

  static func silence(_ patience: Duration) -> String {
    "no answer within \(patience / .seconds(1)) s"
  }
}
