package import BulkEngine

/// A bulk operation with messages of plain lines, for tests of what is common to all operations.
///
/// A submission is the batch code and a line `code,document,account` for each record. A reply is
/// lines of ``ReplyText``. Status ids are those of data qualification.
package struct TestOperation: BulkOperation {
  package var needs: RecordNeeds
  package var movesMoney: Bool

  package init(needsAmount: Bool = false, movesMoney: Bool = false) {
    needs = RecordNeeds(amount: needsAmount)
    self.movesMoney = movesMoney
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

  package func submissionReply(in body: [UInt8]) -> SubmissionReply? { ReplyText.reply(in: body) }

  package func lookUp(customCode: String) -> Request {
    Request(.get, "/records", query: [.init("custom_code", customCode)])
  }

  package func listing(page: Int) -> Request {
    Request(.get, "/records", query: [.init("page", String(page))])
  }

  package func page(in body: [UInt8]) -> RemotePage? { ReplyText.page(in: body) }

  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    remote.document == record.document && remote.account == record.account
  }

  package func isUnderOtherService(_ remote: RemoteRecord) -> Bool {
    remote.serviceName == "other"
  }

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
        APICode.collision: Wording("another record has the code", "outro registro"),
        APICode.earlierCode: Wording("the earlier code has another", "código anterior"),
      ],
      doubts: [
        APICode.identityTaken: Wording("two records have one id", "dois registros"),
        APICode.amountUnknown: Wording("the amount is unknown", "valor desconhecido"),
      ],
      notes: [APICode.serviceChanged: Wording("taken otherwise", "aceito de outro modo")]))

  private static func verdict(
    _ word: String, isFinal: Bool, isGood: Bool = false, remark: String? = nil
  ) -> Verdict {
    Verdict(
      word, isFinal: isFinal, isGood: isGood, needsCorrection: isFinal && !isGood,
      meaning: Wording(word, word),
      remark: remark.map { Verdict.Remark(code: $0, Wording(word, word)) })
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
    id: Int, customCode: String, statusID: Int, serviceName: String? = nil,
    document: String? = nil, bankCode: String? = nil, bankBranch: String? = nil,
    account: String? = nil, accountDigit: String? = nil, createdAt: String? = nil,
    batchCode: String? = nil, amountInCents: Int64? = nil
  ) {
    self.init(
      id: String(id), customCode: customCode, statusID: String(statusID),
      serviceName: serviceName, document: document, bankCode: bankCode, bankBranch: bankBranch,
      account: account, accountDigit: accountDigit, createdAt: createdAt, batchCode: batchCode,
      amountInCents: amountInCents)
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
        id: 0, customCode: words[0], statusID: 1, document: words[1], account: words[2],
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
