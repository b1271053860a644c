/// A text for people in the two languages of the library.
public struct BilingualText: Hashable, Sendable {
  /// In English.
  public let english: String
  /// In Brazilian Portuguese.
  public let portuguese: String

  /// Makes a text of its two forms.
  public init(english: String, portuguese: String) {
    self.english = english
    self.portuguese = portuguese
  }

  /// Makes a text of its two forms, English first.
  init(_ english: String, _ portuguese: String) {
    self.init(english: english, portuguese: portuguese)
  }

  /// Both forms are empty.
  static let nothing = BilingualText("", "")
}
