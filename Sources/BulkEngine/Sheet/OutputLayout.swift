/// What the outputs show of an operation's records, beside what they show of every record.
package struct OutputLayout: Sendable {
  /// A value of an outgoing record.
  package struct Value: Sendable {
    /// Its column in `valid.csv`; stable.
    package var column: String
    /// Whether it is the name of a person, whose words must not be kept.
    package var isName: Bool

    package init(_ column: String, isName: Bool = false) {
      self.column = column
      self.isName = isName
    }
  }

  /// In the order of ``OutgoingRecord/values``.
  package let values: [Value]

  package init(_ values: [Value]) {
    self.values = values
  }

  /// The columns of `valid.csv`.
  package var validColumns: [String] {
    ["custom_code"] + values.map(\.column) + ["amount", "q_line", "settled_at"]
  }

  /// The positions of the values that are names.
  package var names: [Int] { values.indices.filter { values[$0].isName } }
}
