internal import BulkEngine

extension EntrySelection {
  /// What follows `WHERE run = $1 AND`, and its parameters.
  var sql: (condition: String, parameters: [String?]) {
    switch self {
    case .numbers(let first, let last):
      ("number BETWEEN $2 AND $3 ORDER BY number", ["\(first)", "\(last)"])
    case .states(let states, let after, let limit):
      (
        "state = ANY ($2::text[]) AND number > $3 ORDER BY number LIMIT $4",
        [states.array, "\(after)", "\(max(limit, 0))"]
      )
    case .taken(let verdict, let after, let limit):
      (
        "state = 'taken' AND verdict = $2 AND number > $3 ORDER BY number LIMIT $4",
        [verdict, "\(after)", "\(max(limit, 0))"]
      )
    case .customCodes(let codes):
      ("custom_code = ANY ($2::text[]) ORDER BY number", [PostgresText.array(codes)])
    case .chunk(let number): ("chunk = $2 ORDER BY number", ["\(number)"])
    case .listed(let numbers):
      ("number = ANY ($2::bigint[]) ORDER BY number", [PostgresText.array(numbers)])
    }
  }
}
