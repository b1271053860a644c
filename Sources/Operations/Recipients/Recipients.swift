package import BrazilianBanking
package import BulkEngine
package import Foundation

/// Owners of split wallets: their data are replaced, or new ones are made.
///
/// A replacement is done when the API shows the account of the row; it never says so in words. A new one
/// whose answer was lost cannot be found again: there is no list and no search, so a person decides.
package struct Recipients: BulkOperation {
  package static let updateName = "recipient_update"
  package static let createName = "recipient_create"

  /// Raised with every change after which a row may be judged, repaired or normalised otherwise.
  package static let rules = "recipients/3"

  private let settings: RecipientSettings

  package init(_ settings: RecipientSettings) {
    self.settings = settings
  }

  /// The check of the operation's sheets.
  package static func check(
    _ settings: RecipientSettings, directory: BankDirectory = .bundled
  ) -> any SheetCheck {
    RecipientCheck(settings: settings, directory: directory)
  }

  package var traits: OperationTraits {
    settings.isUpdate
      ? OperationTraits(
        name: Self.updateName, family: "payin", money: .outgoing, way: .replacing,
        isOneAtATime: true, looksFirst: true, recordsPerRequest: 1)
      : OperationTraits(
        name: Self.createName, family: "payin", way: .blind, recordsPerRequest: 1)
  }

  package var probe: Request { PayinPaths.recipient("1", of: settings.merchantID) }

  package func target(of record: OutgoingRecord) -> String {
    settings.isUpdate ? record[.id] : record.customCode
  }

  package func personalWords(of record: OutgoingRecord) -> PersonalWords {
    var words = record.payeeWords
    words.numbers += [record[.pixKey], record[.email]]
    return words
  }

  // MARK: Look before sending

  package func look(before record: OutgoingRecord) -> Request? {
    settings.isUpdate ? PayinPaths.recipient(record[.id], of: settings.merchantID) : nil
  }

  package func sight(of record: OutgoingRecord, in reply: Reply, at now: Date) -> Sight {
    guard settings.isUpdate else { return .go() }
    if reply.status == 404 {
      return decoded(PayinRefusal.self, from: reply.body)?.message == nil
        ? .unclear : .refused(code: Self.unknownRecipient)
    }
    guard let shown = decoded(RecipientMessage.self, from: reply.body), shown.id == record[.id]
    else { return .unclear }
    return shown.isAll(of: record) ? .reached(remote(shown, record), isOurs: false) : .go()
  }

  // MARK: Submission

  package func encodedSize(of record: OutgoingRecord) -> Int {
    RecipientRequest(record).bytes.count
  }

  package var envelopeSize: Int { 0 }

  package func submission(of records: [OutgoingRecord], batchCode: String) -> Request {
    precondition(records.count == 1, "a request carries one recipient")
    let body = RecipientRequest(records[0]).bytes
    guard settings.isUpdate else {
      return Request(.post, PayinPaths.recipients(of: settings.merchantID), body: body)
    }
    var request = PayinPaths.recipient(records[0][.id], of: settings.merchantID)
    (request.method, request.body) = (.put, body)
    return request
  }

  package func submissionReply(in reply: Reply) -> SubmissionReply? { nil }

  package func submissionReply(
    in reply: Reply, to records: [OutgoingRecord]
  ) -> SubmissionReply? {
    guard (200..<300).contains(reply.status), let record = records.first else {
      return decoded(PayinRefusal.self, from: reply.body)?.message
        .map { SubmissionReply(message: $0) }
    }
    let shown = decoded(RecipientMessage.self, from: reply.body)
    guard let shown, let id = shown.id else {
      return settings.isUpdate ? PayinAcknowledgement.reply(in: reply) : nil
    }
    // What the API shows counts, and what it says does not.
    let isDone =
      settings.isUpdate
      ? id == record[.id] && shown.hasAccount(of: record) == true
      : shown.hasAccount(of: record) != false
    if settings.isUpdate, id == record[.id], !isDone { return SubmissionReply(message: "") }
    return SubmissionReply(
      message: nil,
      answers: [
        .init(
          customCode: record.customCode, isDone ? .accepted : .unclear,
          record: isDone ? remote(shown, record) : nil)
      ])
  }

  private func remote(_ shown: RecipientMessage, _ record: OutgoingRecord) -> RemoteRecord {
    RemoteRecord(
      id: shown.id ?? "0", customCode: record.customCode, statusID: Self.shownStatus,
      answer: RecipientAnswer(
        state: settings.isUpdate ? "updated" : "created",
        recipient_id: settings.isUpdate ? nil : shown.id, wallet_uuid: shown.walletUUID
      ).json)
  }

  // MARK: Look-up

  package func lookUp(customCode: String) -> Request? { nil }
  package func listing(page: Int) -> Request? { nil }
  package func page(in reply: Reply) -> RemotePage? { nil }
  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool { false }
  package func isAltered(_ remote: RemoteRecord) -> Bool { false }

  package var statuses: StatusTable { Self.statuses(isUpdate: settings.isUpdate) }

  /// The accounts of an update beside those of the row; nil for what is no recipient.
  ///
  /// - Returns: before and after of each column, in their order.
  package func comparison(
    of record: OutgoingRecord, in reply: Reply
  ) -> RecipientComparison? {
    guard let shown = decoded(RecipientMessage.self, from: reply.body), shown.id == record[.id]
    else { return nil }
    let wanted = [
      record.name, record.document, record.bankCode, record.bankBranch, record.bankBranchDigit,
      record.account, record.accountDigit, RecipientRequest.accountType(record), record[.pixKey],
      record[.email],
    ]
    return RecipientComparison(
      before: RecipientComparison.columns.map { shown[$0] }, after: wanted,
      changesAccount: shown.hasAccount(of: record) != true,
      changesAnything: !shown.isAll(of: record))
  }

  /// What asks for the recipient of an update.
  package func comparisonRequest(of record: OutgoingRecord) -> Request {
    PayinPaths.recipient(record[.id], of: settings.merchantID)
  }
}

/// A recipient as it is and as it is to be.
package struct RecipientComparison: Sendable, Equatable {
  package static let columns = [
    "name", "document", "bank_code", "bank_branch", "bank_branch_digit", "account",
    "account_digit", "account_type", "pix_key", "email",
  ]
  package var before: [String]
  package var after: [String]
  /// Whether bank, branch, account or its digit are others.
  package var changesAccount: Bool
  package var changesAnything: Bool
}
