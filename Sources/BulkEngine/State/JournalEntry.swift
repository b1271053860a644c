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
  /// What the ledger said of the record.
  package var note: LedgerNote?
  /// What was seen of its target before the latest POST, as the operation noted it.
  package var sighting: String?

  package init(
    number: Int, state: RecordState, customCode: String? = nil, chunk: Int? = nil,
    batchCode: String? = nil, outcome: RecordOutcome = RecordOutcome(), attempts: Int = 0,
    submittedAt: Date? = nil, settledAt: Date? = nil, note: LedgerNote? = nil,
    sighting: String? = nil
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
    self.note = note
    self.sighting = sighting
  }

  /// Whether the API refused a record that is in doubt, and nothing has shown yet whether it was done.
  package var isRefusedInDoubt: Bool {
    guard state == .inDoubt, let code = outcome.code else { return false }
    return !APICode.doubtsOfThemselves.contains(code)
  }

  /// The record as a look-up asks for it; nil without a code.
  package var sought: Sought? { customCode.map { Sought($0, sighting: sighting) } }
}

/// What the API said of a record; everything is unknown at first.
package struct RecordOutcome: Sendable, Equatable {
  /// Status of the API, a number or a word.
  package var statusID: String?
  /// The API's own id of the record.
  package var apiID: String?
  /// Stable code of a refusal or a warning of the API, for example `api.refused`.
  package var code: String?
  /// The API's sentence, personal values masked.
  package var message: String?
  /// What the API made for people (a page to pay at, a line of digits), as the operation's own JSON;
  /// never a name or a document.
  package var answer: String?

  package init(
    statusID: String? = nil, apiID: String? = nil, code: String? = nil, message: String? = nil,
    answer: String? = nil
  ) {
    self.statusID = statusID
    self.apiID = apiID
    self.code = code
    self.message = message
    self.answer = answer
  }

  /// As the API tells it of a record.
  package init(_ remote: RemoteRecord) {
    self.init(statusID: remote.statusID, apiID: remote.id, answer: remote.answer)
  }

  /// The API's id, where it tells one record from all others.
  package var knownID: String? { RemoteRecord.known(apiID) }
}

/// Codes of what the API said of a record; stable, they stand in `q_code`.
package enum APICode {
  package static let refused = "api.refused"
  /// What became of the record is unknown, and the API said nothing of it.
  package static let inDoubt = "api.in_doubt"
  /// The code exists at the API with another payee, account or amount under it.
  package static let collision = "api.collision"
  /// What was to be done had been done already: nothing was sent.
  package static let reached = "api.reached_before"
  /// The API says that the code exists already; to be looked up.
  package static let exists = "api.exists"
  package static let tooLarge = "api.too_large"
  /// The very same payment was at the API already; the message is the name of the run that sent it,
  /// empty where that is not known.
  package static let otherRun = "api.other_run"
  /// Under the code of an earlier run the API has a payment with other data, made or under way.
  package static let earlierCode = "api.earlier_code"
  /// Under the code of an earlier run the API has this very record, which came to nothing: it comes back
  /// as it was and is not sent again.
  package static let notCorrected = "custom_code.not_corrected"
  /// The API has the payee under the code, sent by another run, and does not show the amount.
  package static let amountUnknown = "api.amount_unknown"
  /// A person said what became of the record; no look-up can.
  package static let decided = "person.decided"
  /// The API shows one id for two records.
  package static let identityTaken = "api.id_taken"
  /// The API refused the record, and shows it done all the same.
  package static let doneDespiteRefusal = "api.done_despite_refusal"
  /// The API said that the record was done, and its target does not show it.
  package static let notShown = "api.not_shown"

  /// Codes of records that go on under the code of an earlier run.
  static let underEarlierCode: Set<String> = [otherRun, earlierCode, notCorrected]
  /// Codes of records in doubt that were not refused.
  static let doubtsOfThemselves: Set<String> = [exists, amountUnknown, identityTaken, notShown]
}
