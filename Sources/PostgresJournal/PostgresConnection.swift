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
  /// Warnings of the server since the last statement began.
  private(set) var warnings = 0

  /// - Throws: ``PostgresFailure/lost(_:)``.
  init(_ address: PostgresAddress, patience: Duration) throws(PostgresFailure) {
    let parameters = [
      ("application_name", "qualifica"), ("connect_timeout", "10"), ("tcp_user_timeout", "20000"),
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
    let end = ContinuousClock.now + patience
    while case let pending = unsafe libpq.PQflush(handle), pending != 0 {
      guard pending > 0 else { throw lost() }
      try wait(for: Int16(POLLIN | POLLOUT), until: end)
    }
    var rows = PostgresRows()
    var refusal: PostgresFailure?
    while true {
      while unsafe libpq.PQisBusy(handle) == 1 { try wait(for: Int16(POLLIN), until: end) }
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

  private func wait(
    for events: Int16, until end: ContinuousClock.Instant
  ) throws(PostgresFailure) {
    let left = (end - ContinuousClock.now) / .milliseconds(1)
    guard left > 0 else { throw .lost("no answer within \(patience / .seconds(1)) s") }
    var poll = unsafe pollfd(fd: libpq.PQsocket(handle), events: events, revents: 0)
    let ready = unsafe Glibc.poll(&poll, 1, CInt(min(left + 1, 60_000)))
    if ready > 0, unsafe libpq.PQconsumeInput(handle) == 0 { throw lost() }
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
  /// The connection is gone, or the server does not answer: what was under way is unknown.
  case lost(String)
  /// The server refused; no value is part of it.
  case refused(state: String, constraint: String?)
}
