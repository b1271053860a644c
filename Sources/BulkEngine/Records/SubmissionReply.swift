/// What the API said about a submission, read from the body alone.
package struct SubmissionReply: Sendable, Equatable {
  /// One record named in one of the lists.
  package struct Entry: Sendable, Equatable {
    package var customCode: String
    package var message: String?

    package init(customCode: String, message: String? = nil) {
      self.customCode = customCode
      self.message = message
    }
  }

  /// The three lists of a mixed outcome.
  package struct Lists: Sendable, Equatable {
    package var errors: [Entry]
    package var accepted: [Entry]
    package var acceptedUnderOtherService: [Entry]
    /// Whether an entry names no record: then nobody can tell whom it means.
    package var hasNamelessEntries: Bool

    package init(
      errors: [Entry] = [], accepted: [Entry] = [], acceptedUnderOtherService: [Entry] = [],
      hasNamelessEntries: Bool = false
    ) {
      self.errors = errors
      self.accepted = accepted
      self.acceptedUnderOtherService = acceptedUnderOtherService
      self.hasNamelessEntries = hasNamelessEntries
    }
  }

  package var message: String?
  /// `nil` when the reply names no records at all.
  package var lists: Lists?

  package init(message: String?, lists: Lists? = nil) {
    self.message = message
    self.lists = lists
  }
}
