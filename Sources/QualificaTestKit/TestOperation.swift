package import BulkEngine
import Operations

/// A bulk operation with messages of plain lines, for tests of what is common to all operations.
///
/// A submission is the batch code and a line `code,document,account` for each record. A reply is
/// lines of ``ReplyText``. Status ids are those of data qualification.
package struct TestOperation: BulkOperation {
  package var traits: OperationTraits

  package init(needsAmount: Bool = false, movesMoney: Bool = false) {
    traits = OperationTraits(
      name: "test", family: "test", money: movesMoney ? .outgoing : .none,
      needsAmount: needsAmount, alteredCode: "api.service_changed")
  }

  package var probe: Request { Request(.get, "/probe") }

  package func encodedSize(of record: OutgoingRecord) -> Int { Self.line(record).utf8.count }

  package var envelopeSize: Int { 32 }

  package func submission(of records: [OutgoingRecord], batchCode: String) -> Request {
    let text = "\(batchCode)\n" + records.map(Self.line).joined()
    return Request(.post, "/records", body: Array(text.utf8))
  }

  private static func line(_ record: OutgoingRecord) -> String {
    "\(record.customCode),\(record.document),\(record.account)\n"
  }

  package func submissionReply(in reply: Reply) -> SubmissionReply? {
    ReplyText.reply(in: reply.body)
  }

  package func personalWords(of record: OutgoingRecord) -> PersonalWords { record.payeeWords }

  package func lookUp(customCode: String) -> Request? {
    Request(.get, "/records", query: [.init("custom_code", customCode)])
  }

  package func listing(page: Int) -> Request? {
    Request(.get, "/records", query: [.init("page", String(page))])
  }

  package func page(in reply: Reply) -> RemotePage? {
    reply.status == 404 ? nil : ReplyText.page(in: reply.body)
  }

  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    remote.document == record.document && remote.account == record.account
  }

  package func isAltered(_ remote: RemoteRecord) -> Bool { remote.treatment == "other" }

  package var statuses: StatusTable { Self.statuses }

  package static let statuses = StatusTable(
    [
      verdict("valid", isFinal: true, isGood: true),
      verdict("invalid", isFinal: true, remark: "api.invalid"),
      verdict("not_verifiable", isFinal: true, remark: "api.not_verifiable"),
      verdict("pending", isFinal: false), verdict("awaiting_balance", isFinal: false),
    ],
    statuses: ["5": "valid", "6": "invalid", "7": "not_verifiable", "9": "awaiting_balance"],
    pending: "pending",
    sentences: StatusTable.Sentences(
      refusals: [
        APICode.collision: Bilingual("another record has the code", "outro registro"),
        APICode.earlierCode: Bilingual("the earlier code has another", "código anterior"),
      ],
      doubts: [
        APICode.identityTaken: Bilingual("two records have one id", "dois registros"),
        APICode.amountUnknown: Bilingual("the amount is unknown", "valor desconhecido"),
      ],
      alterations: ["api.service_changed": Bilingual("taken otherwise", "aceito de outro modo")]))

  private static func verdict(
    _ word: String, isFinal: Bool, isGood: Bool = false, remark: String? = nil
  ) -> Verdict {
    Verdict(
      word, isFinal: isFinal, isGood: isGood, needsCorrection: isFinal && !isGood,
      meaning: Bilingual(word, word),
      remark: remark.map { Verdict.Remark(code: $0, Bilingual(word, word)) })
  }
}

/// The states of ``TestOperation``'s verdicts.
extension RecordState {
  package static let pending = RecordState.taken("pending")
  package static let awaitingBalance = RecordState.taken("awaiting_balance")
  package static let valid = RecordState.settled("valid")
  package static let invalid = RecordState.settled("invalid")
  package static let notVerifiable = RecordState.settled("not_verifiable")
}

/// The ids of ``TestOperation``'s API are numbers.
extension RemoteRecord {
  package init(
    id: Int, customCode: String, statusID: Int, treatment: String? = nil, identity: [String?] = [],
    createdAt: String? = nil, batchCode: String? = nil, amountInCents: Int64? = nil
  ) {
    self.init(
      id: String(id), customCode: customCode, statusID: String(statusID), treatment: treatment,
      identity: identity, createdAt: createdAt, batchCode: batchCode, amountInCents: amountInCents)
  }
}

extension RecordOutcome {
  package init(
    statusID: Int?, apiID: Int? = nil, code: String? = nil, message: String? = nil
  ) {
    self.init(
      statusID: statusID.map(String.init), apiID: apiID.map(String.init), code: code,
      message: message)
  }

  package init(apiID: Int) { self.init(apiID: String(apiID)) }
}

extension Request {
  /// The batch code of a submission of ``TestOperation``.
  package var batchCode: String { lines.first ?? "" }
  /// The codes of the records in a submission of ``TestOperation``, in order.
  package var customCodes: [String] { submittedRecords.map(\.customCode) }
  /// The records in a submission of ``TestOperation`` as an API keeps them, without ids.
  package var submittedRecords: [RemoteRecord] {
    lines.dropFirst().compactMap { line in
      let words = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard words.count == 3 else { return nil }
      return RemoteRecord(
        id: 0, customCode: words[0], statusID: 1, identity: [words[1], words[2]],
        batchCode: batchCode)
    }
  }
  /// The code that a look-up asks for.
  package var wantedCode: String? { query.first { $0.name == "custom_code" }?.value }
  /// The page that a listing asks for.
  package var wantedPage: Int? { query.first { $0.name == "page" }.flatMap { Int($0.value) } }

  private var lines: [String] {
    String(decoding: body ?? [], as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

extension RemoteRecord {
  /// A record with the identity of ``TestOperation``.
  package init(
    id: Int, customCode: String, statusID: Int, document: String?, account: String?,
    createdAt: String? = nil, batchCode: String? = nil, amountInCents: Int64? = nil
  ) {
    self.init(
      id: id, customCode: customCode, statusID: statusID, identity: [document, account],
      createdAt: createdAt, batchCode: batchCode, amountInCents: amountInCents)
  }

  /// The first text of the identity under ``TestOperation``.
  package var document: String? {
    get { identity.first ?? nil }
    set { identity = [newValue, account] }
  }
  /// The second text of the identity under ``TestOperation``.
  package var account: String? {
    get { identity.count > 1 ? identity[1] : nil }
    set { identity = [document, newValue] }
  }
}
