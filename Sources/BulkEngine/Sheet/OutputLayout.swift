/// What the outputs show of an operation's records, beside what they show of every record.
package struct OutputLayout: Sendable {
  /// A value of an outgoing record.
  package struct Value: Sendable {
    /// Its column in the file of good records; stable.
    package var column: String
    /// Whether it is the name of a person, an address or the street of one, whose words must not be kept.
    package var isName: Bool
    /// Whether only its last four characters are shown.
    package var isTailOnly: Bool
    /// Whether the file of good records leaves it out, since its key says the same.
    package var isKey: Bool

    package init(
      _ column: String, isName: Bool = false, isTailOnly: Bool = false, isKey: Bool = false
    ) {
      self.column = column
      self.isName = isName
      self.isTailOnly = isTailOnly
      self.isKey = isKey
    }
  }

  /// In the order of ``OutgoingRecord/values``.
  package let values: [Value]
  /// The name of the file of good records, without its ending; stable.
  package let goodFile: String
  /// The column of the key in that file.
  package let keyColumn: String
  /// The column of the amount in that file; nil where records have none.
  package let amountColumn: String?
  /// Whether `q_service_id` shows the variant of the operation that was asked for; it is empty
  /// otherwise.
  package let showsVariant: Bool
  /// Members of what the API makes for people of a record, each a column `q_<name>` behind `q_state`,
  /// the API's own word; nil where the outputs have neither.
  package let results: [String]?

  package init(
    _ values: [Value], goodFile: String = "done", keyColumn: String = "custom_code",
    amountColumn: String? = nil, showsVariant: Bool = false, results: [String]? = []
  ) {
    self.values = values
    self.goodFile = goodFile
    self.keyColumn = keyColumn
    self.amountColumn = amountColumn
    self.showsVariant = showsVariant
    self.results = results
  }

  /// The columns of the file of good records.
  package var goodColumns: [String] {
    [keyColumn] + values.filter { !$0.isKey }.map(\.column) + [amountColumn].compactMap { $0 }
      + (results ?? [])
      + ["q_line", "settled_at"]
  }

  /// The columns behind those that every operation has.
  package var ownColumns: [String] { results.map { ["q_state"] + $0.map { "q_\($0)" } } ?? [] }

  /// The positions of the values that are names.
  package var names: [Int] { values.indices.filter { values[$0].isName } }
}
