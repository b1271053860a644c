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

  /// By what people ask for the results beside the statuses.
  package struct Grouping: Sendable {
    /// Its cells tell the group of a record.
    package var field: Field
    /// What one group is called, within a sentence.
    package var words: Bilingual
    /// The name of the group that a cell stands for; nil where it stands for none.
    package var name: @Sendable (Span<UInt8>) -> String?

    package init(
      _ field: Field, _ words: Bilingual, name: @escaping @Sendable (Span<UInt8>) -> String?
    ) {
      self.field = field
      self.words = words
      self.name = name
    }
  }

  /// In the order of ``OutgoingRecord/values``.
  package let values: [Value]
  /// Nil where results are not told by group.
  package var grouping: Grouping?

  package init(_ values: [Value], by grouping: Grouping? = nil) {
    self.values = values
    self.grouping = grouping
  }

  /// The columns of `valid.csv`.
  package var validColumns: [String] {
    ["custom_code"] + values.map(\.column) + ["amount", "q_line", "settled_at"]
  }

  /// The positions of the values that are names.
  package var names: [Int] { values.indices.filter { values[$0].isName } }
}
