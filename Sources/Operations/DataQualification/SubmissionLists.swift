import BulkEngine

/// The three lists of a mixed outcome, as the API names them.
struct SubmissionLists: Equatable {
  /// One record named in one of the lists.
  struct Entry: Equatable {
    var customCode: String
    var message: String?

    init(customCode: String, message: String? = nil) {
      self.customCode = customCode
      self.message = message
    }
  }

  /// Stable code of a record that was taken under another service.
  static let serviceChanged = "api.service_changed"

  var errors: [Entry] = []
  var accepted: [Entry] = []
  var acceptedUnderOtherService: [Entry] = []
  /// Whether an entry names no record.
  var hasNamelessEntries = false

  /// What the lists say, in the engine's words.
  var answers: [SubmissionReply.Answer] {
    errors.map { entry in
      SubmissionReply.Answer(
        customCode: entry.customCode,
        RepetitionWords.areIn(entry.message) ? .repeated : .refused, message: entry.message)
    }
      + accepted.map { SubmissionReply.Answer(customCode: $0.customCode, .accepted) }
      + acceptedUnderOtherService.map { entry in
        SubmissionReply.Answer(
          customCode: entry.customCode, .accepted, code: Self.serviceChanged,
          message: entry.message)
      }
  }
}

/// The API's wording, which is not documented: English and Portuguese words.
enum RepetitionWords {
  /// Whether a sentence says that the API has a code already.
  static func areIn(_ message: String?) -> Bool {
    guard let message = message?.lowercased() else { return false }
    // A branch that does not exist is no repetition.
    let isAbsence = ["not exist", "n't exist", "não exist", "nao exist", "inexist"]
      .contains { message.contains($0) }
    return !isAbsence
      && [
        "already", "exist", "duplic", "unique", "taken", "in use", "já ", "ja existe", "repet",
        "únic", "repeat", "em uso", "conflit", "conflict",
      ].contains { message.contains($0) }
  }
}
