/// A text for people in both languages.
package struct Wording: Sendable, Equatable {
  package var english: String
  package var portuguese: String

  package init(_ english: String, _ portuguese: String) {
    self.english = english
    self.portuguese = portuguese
  }

  package func text(_ language: Language) -> String {
    language == .english ? english : portuguese
  }
}
