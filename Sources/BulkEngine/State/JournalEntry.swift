package import Foundation

/// What the journal knows of a record.
package struct JournalEntry: Sendable, Equatable {
  package var number: Int
  package var state: RecordState
  package var customCode: String?
  package var chunk: Int?
  /// Of the latest POST with this record.
  package var batchCode: String?
  package var outcome: RecordOutcome
  /// POSTs with this record.
  package var attempts: Int
  package var submittedAt: Date?
  package var settledAt: Date?

  package init(
    number: Int, state: RecordState, customCode: String? = nil, chunk: Int? = nil,
    batchCode: String? = nil, outcome: RecordOutcome = RecordOutcome(), attempts: Int = 0,
    submittedAt: Date? = nil, settledAt: Date? = nil
  ) {
    self.number = number
    self.state = state
    self.customCode = customCode
    self.chunk = chunk
    self.batchCode = batchCode
    self.outcome = outcome
    self.attempts = attempts
    self.submittedAt = submittedAt
    self.settledAt = settledAt
  }
}

/// What the API said of a record; everything is unknown at first.
package struct RecordOutcome: Sendable, Equatable {
  package var statusID: Int?
  package var apiID: Int?
  /// Stable code of a refusal or a warning of the API, for example `api.refused`.
  package var code: String?
  /// The API's sentence, personal values masked.
  package var message: String?

  package init(
    statusID: Int? = nil, apiID: Int? = nil, code: String? = nil, message: String? = nil
  ) {
    self.statusID = statusID
    self.apiID = apiID
    self.code = code
    self.message = message
  }
}
