/// What the API said about a submission, in words that the engine knows.
///
/// The operation reads them from the reply. They are put to records by their codes only, see
/// ``Receipts``.
package struct SubmissionReply: Sendable, Equatable {
  /// What is said of one record.
  package enum Word: Sendable, Equatable {
    case accepted
    /// Not taken, for a reason of its own.
    case refused
    /// Not taken because the API has its code already.
    case repeated
    /// Taken, and nothing came of it; ``Answer/record`` has the status that says so.
    case failed
    /// Unknown.
    case unclear
  }

  /// One record that the reply names.
  package struct Answer: Sendable, Equatable {
    package var customCode: String
    package var word: Word
    /// Stable code of what is special about it, for example that it was altered; `nil` for the
    /// engine's own.
    package var code: String?
    package var message: String?
    /// The record as the reply tells it, where it does.
    package var record: RemoteRecord?

    package init(
      customCode: String, _ word: Word, code: String? = nil, message: String? = nil,
      record: RemoteRecord? = nil
    ) {
      self.customCode = customCode
      self.word = word
      self.code = code
      self.message = message
      self.record = record
    }
  }

  /// What is said of the request as a whole.
  package var message: String?
  /// Whether ``message`` says that the API has a code already.
  package var speaksOfRepetition: Bool
  /// `nil` when the reply speaks of the request as a whole; empty when it must not, but names no
  /// record either: then none counts as accepted.
  package var answers: [Answer]?
  /// Whether it speaks of records that it does not name: which ones is unknown.
  package var hasNamelessAnswers: Bool

  package init(
    message: String?, speaksOfRepetition: Bool = false, answers: [Answer]? = nil,
    hasNamelessAnswers: Bool = false
  ) {
    self.message = message
    self.speaksOfRepetition = speaksOfRepetition
    self.answers = answers
    self.hasNamelessAnswers = hasNamelessAnswers
  }

  /// Whether it speaks of records one by one, named or not.
  package var judgesRecords: Bool { hasNamelessAnswers || answers?.isEmpty == false }
}
