/// By what people ask for the results beside the statuses.
package struct RecordGrouping: Sendable {
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
