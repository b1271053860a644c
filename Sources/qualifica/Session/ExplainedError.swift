import BulkEngine

/// A failure that knows how people and scripts see it: the exit code and a sentence that says what
/// happened and what to do next.
///
/// It stands in the file where it is thrown; ``Failure`` gives it out.
protocol ExplainedError: Error {
  /// What the command ends with.
  var status: ExitStatus { get }
  /// One or a few sentences; nothing personal, no token.
  func text(_ language: Language) -> String
}
