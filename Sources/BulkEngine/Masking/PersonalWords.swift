/// What tells of the person behind a record, to take it out of what the API says.
package struct PersonalWords: Sendable, Equatable {
  /// Names of persons: each of their words is hidden.
  package var names: [String]
  /// Identifiers and account numbers: hidden however they are written.
  package var numbers: [String]

  package init(names: [String] = [], numbers: [String] = []) {
    self.names = names
    self.numbers = numbers
  }
}
