/// What happened and what to do next, for people; nothing personal, no token.
package struct Explanation: Sendable, Hashable {
  /// What happened, where and why: whole sentences.
  package var what: Bilingual
  /// What to do next: a whole sentence, or one that ends with a command.
  package var next: Bilingual

  package init(_ what: Bilingual, next: Bilingual) {
    self.what = what
    self.next = next
  }

  package func text(_ language: Language) -> String {
    "\(what.text(language)) \(next.text(language))"
  }
}

/// A broken world: an error that says, where it is thrown, what happened and what to do next.
package protocol ExplainedError: Error {
  var explanation: Explanation { get }
}
