/// Language of messages; codes, columns and file names never change.
package enum Language: String, Sendable, Codable, CaseIterable {
  case english = "en"
  case portuguese = "pt-BR"
}

/// A text for people in both languages.
package struct Bilingual: Sendable, Hashable {
  package var english: String
  package var portuguese: String

  package init(_ english: String, _ portuguese: String) {
    self.english = english
    self.portuguese = portuguese
  }

  package func text(_ language: Language) -> String {
    switch language {
    case .english: english
    case .portuguese: portuguese
    }
  }
}
