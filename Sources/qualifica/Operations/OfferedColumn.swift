import BulkEngine
import Foundation

/// A column of a sheet, as the template has it and the list of operations explains it.
struct OfferedColumn: Sendable {
  /// What an invented row has in it.
  enum Example: Sendable {
    case text(Bilingual)
    /// The day in so many days, `31/12/2026`.
    case inDays(Int)
  }

  var field: Field
  /// Its header, which is recognised.
  var header: Bilingual
  var example: Example
  /// What belongs into it.
  var note: Bilingual

  init(_ field: Field, _ header: Bilingual, _ example: Example, _ note: Bilingual) {
    self.field = field
    self.header = header
    self.example = example
    self.note = note
  }

  /// - Parameter text: the same in both languages.
  init(
    _ field: Field, _ english: String, _ portuguese: String, _ text: String, _ note: Bilingual
  ) {
    self.init(field, Bilingual(english, portuguese), .text(Bilingual(text, text)), note)
  }

  func example(_ language: Language, today: Date) -> String {
    switch example {
    case .text(let text): return text.text(language)
    case .inDays(let days):
      return Language.portuguese.day(today.addingTimeInterval(Double(days) * 86_400))
    }
  }
}
