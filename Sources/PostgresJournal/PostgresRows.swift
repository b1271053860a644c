internal import CLibpq

/// The rows of one statement, as text.
@safe final class PostgresRows {
  private let result: OpaquePointer?
  let count: Int

  /// Of a statement that gives none.
  init() {
    unsafe result = nil
    count = 0
  }

  init(_ result: OpaquePointer) {
    unsafe self.result = result
    count = unsafe Int(libpq.PQntuples(result))
  }

  deinit { if unsafe result != nil { unsafe libpq.PQclear(result) } }

  /// How many rows the statement changed.
  var changed: Int {
    guard let result = unsafe result else { return 0 }
    return unsafe libpq.PQcmdTuples(result).flatMap { unsafe Int(String(cString: $0)) } ?? 0
  }

  /// What the server says that it did: `COMMIT` where it was asked to and did.
  var command: String {
    guard let result = unsafe result else { return "" }
    return unsafe libpq.PQcmdStatus(result).map { unsafe String(cString: $0) } ?? ""
  }

  /// What the server said when it refused.
  var refusal: PostgresFailure {
    unsafe .refused(
      state: field(UInt8(ascii: "C")) ?? "XX000", constraint: field(UInt8(ascii: "n")))
  }

  private func field(_ code: UInt8) -> String? {
    unsafe libpq.PQresultErrorField(result, CInt(code)).map { unsafe String(cString: $0) }
  }

  func map<Value>(_ body: (PostgresRow) throws -> Value) rethrows -> [Value] {
    try (0..<count).map { try body(PostgresRow(rows: self, index: $0)) }
  }

  var first: PostgresRow? { count > 0 ? PostgresRow(rows: self, index: 0) : nil }

  fileprivate func text(_ row: Int, _ column: Int) -> String? {
    guard let result = unsafe result, unsafe libpq.PQgetisnull(result, CInt(row), CInt(column)) == 0
    else { return nil }
    return unsafe libpq.PQgetvalue(result, CInt(row), CInt(column)).map {
      unsafe String(cString: $0)
    }
  }
}

/// One row; columns are read in the order of the statement.
struct PostgresRow {
  let rows: PostgresRows
  let index: Int

  func text(_ column: Int) -> String? { rows.text(index, column) }
  func integer(_ column: Int) -> Int? { text(column).flatMap { Int($0) } }
  func isTrue(_ column: Int) -> Bool { text(column) == "t" }
}

/// Values as PostgreSQL reads them.
enum PostgresText {
  /// An array, `{1,2,NULL}`.
  static func array(_ numbers: [Int?]) -> String {
    "{\(numbers.map { $0.map { "\($0)" } ?? "NULL" }.joined(separator: ","))}"
  }

  /// An array of texts, each in quotes.
  static func array(_ texts: [String?]) -> String {
    let quoted = texts.map { text -> String in
      guard let text else { return "NULL" }
      var quoted = "\""
      for scalar in text.unicodeScalars {
        // NUL cannot be stored as text.
        if scalar == "\0" { continue }
        if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
        quoted.unicodeScalars.append(scalar)
      }
      return quoted + "\""
    }
    return "{\(quoted.joined(separator: ","))}"
  }
}
