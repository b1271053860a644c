package import BulkEngine
package import Foundation

/// Captures transactions of the vendor's Weepay API that were only authorised.
///
/// A transaction is captured once by nature: a second time is refused, and its status shows which of the
/// two it was. So it is read before each request, and whatever is in doubt is read again.
package struct WeepayCaptures: PlainOperation {
  package static let name = "weepay_capture"

  package static var layout: SheetLayout { WeepayCaptureField.layout }

  package init() {}

  package static func check(repairs: Bool) -> any SheetCheck {
    CellwiseCheck(
      rules: WeepayCaptureRules(repairs: repairs), required: WeepayCaptureField.layout.required)
  }

  package static let rules = CustomCode.digest("weepay_capture/1", length: 32)

  package var traits: OperationTraits {
    OperationTraits(
      name: Self.name, family: "weepay", money: .incoming, way: .onceByNature, looksFirst: true,
      recordsPerRequest: 1)
  }

  package var probe: Request { WeepayPaths.probe }

  package func personalWords(of record: OutgoingRecord) -> PersonalWords { PersonalWords() }

  // MARK: Look before sending

  package func look(before record: OutgoingRecord) -> Request? {
    WeepayPaths.transaction(record.customCode)
  }

  package func sight(of record: OutgoingRecord, in reply: Reply, at now: Date) -> Sight {
    if WeepayMessage.saysMissing(reply) { return .refused(code: WeepayVoids.unknown) }
    guard let shown = TransactionMessage.one(in: reply), shown.id == record.customCode else {
      return .unclear
    }
    switch shown.status {
    case "pre_authorized": return .go()
    case "succeeded": return .reached(remote(shown), isOurs: false)
    case "canceled", "failed": return .refused(code: WeepayVoids.over)
    default: return .unclear
    }
  }

  // MARK: Submission

  package func encodedSize(of record: OutgoingRecord) -> Int { record.customCode.utf8.count }

  package var envelopeSize: Int { 16 }

  package func submission(of records: [OutgoingRecord], batchCode: String) -> Request {
    precondition(records.count == 1, "a request captures one transaction")
    return WeepayPaths.capture(records[0].customCode)
  }

  package func submissionReply(
    in reply: Reply, to records: [OutgoingRecord]
  ) -> SubmissionReply? { submissionReply(in: reply)?.naming(records) }

  /// That it was captured is read from the transaction.
  package func submissionReply(in reply: Reply) -> SubmissionReply? {
    WeepayMessage.saysDone(reply)
      ? SubmissionReply(message: "") : WeepayVoids.refusal(in: reply)
  }

  // MARK: Look-up

  package func lookUp(customCode: String) -> Request? { WeepayPaths.transaction(customCode) }

  package func listing(page: Int) -> Request? { nil }

  /// One that is still only authorised does not show the capture.
  package func page(in reply: Reply) -> RemotePage? {
    guard let shown = TransactionMessage.one(in: reply) else { return nil }
    switch shown.status {
    case "pre_authorized": return RemotePage(records: [])
    case "succeeded", "canceled", "failed": return RemotePage(records: [remote(shown)])
    default: return nil
    }
  }

  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    remote.customCode == record.customCode
  }

  package func isAltered(_ remote: RemoteRecord) -> Bool { false }

  /// Made before the run: its time says nothing of the capture.
  private func remote(_ shown: TransactionMessage) -> RemoteRecord {
    RemoteRecord(
      id: shown.id ?? "0", customCode: shown.id ?? "", statusID: shown.status ?? "0",
      answer: shown.answer)
  }

  package static let statuses = StatusTable(
    [
      Verdict(
        "done", isFinal: true, isGood: true,
        names: Verdict.Names("done", "capturada", "capturadas"),
        meaning: Bilingual("the transaction is captured", "a transação foi capturada")),
      Verdict(
        "failed", isFinal: true, needsCorrection: true,
        names: Verdict.Names("failed", "sem efeito", "sem efeito"),
        meaning: Bilingual(
          "the transaction was not captured: see fix.csv",
          "a transação não foi capturada: veja fix.csv"),
        remark: Verdict.Remark(
          code: WeepayTransactions.failedCode,
          Bilingual(
            "The API could not capture the transaction: the card was not debited.",
            "A API não conseguiu capturar a transação: o cartão não foi cobrado."))),
      Verdict(
        "pending", isFinal: false, names: Verdict.Names("pending", "pendente", "pendentes"),
        meaning: Bilingual("requested, not captured yet", "pedida, ainda sem efeito")),
    ],
    statuses: ["succeeded": "done", "canceled": "failed", "failed": "failed"],
    pending: "pending",
    sentences: StatusTable.Sentences(
      refusals: WeepayVoids.refusals,
      notes: [
        APICode.reached: Bilingual(
          "The transaction was captured before this run: nothing was sent.",
          "A transação já estava capturada antes desta execução: nada foi enviado.")
      ]))
}

/// The fields of a sheet of captures.
package enum WeepayCaptureField {
  package static let transaction = Field(0)

  package static let layout = SheetLayout.acting(
    on: transactionID, namesTarget: false, results: ["amount_left", "fees", "created_at"])

  static let transactionID = SheetField(
    "transaction_id", "id of the transaction", "id da transação", .identifier, .code,
    aliases: [
      "id", "transacao", "id transacao", "id da transacao", "transaction", "q api id",
      "codigo da transacao",
    ])
}

extension FindingSentences {
  /// Of sheets of captures.
  package static let weepayCaptures = FindingSentences(
    WeepayCaptureField.layout,
    FindingCatalogue.cellwise(
      same: Bilingual("the same transaction", "a mesma transação"), [.weepayIDForm]))
}

/// Reads the rows of a sheet of captures.
struct WeepayCaptureRules: CellwiseRules {
  let repairs: Bool

  static var sentences: FindingSentences { .weepayCaptures }
  static var totals: Field { WeepayCaptureField.transaction }
  static var amount: Field? { nil }
  static var verdicts: EarlierRun.Words { EarlierRun.Words(usedUp: [], taken: ["done"]) }

  func read(_ cells: inout RowCells) -> CellwiseRecord {
    CellwiseRecord(
      values: [], identity: cells.peek(WeepayCaptureField.transaction))
  }
}
