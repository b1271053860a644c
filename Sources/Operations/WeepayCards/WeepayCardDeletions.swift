package import BulkEngine
package import Foundation

/// Deletes stored cards of the vendor's Weepay API.
///
/// A card is read before, and it is done when it is gone: what is in doubt is read again, and deleted only
/// while it is still there.
package struct WeepayCardDeletions: PlainOperation {
  package static let name = "weepay_card_delete"

  package static var layout: SheetLayout { WeepayCardField.layout }

  package init() {}

  package static func check(repairs: Bool) -> any SheetCheck {
    CellwiseCheck(
      rules: WeepayCardRules(repairs: repairs), required: WeepayCardField.layout.required)
  }

  package static let rules = CustomCode.digest("weepay_card_delete/1", length: 32)

  package var traits: OperationTraits {
    OperationTraits(
      name: Self.name, family: "weepay", way: .replacing, isOneAtATime: true, looksFirst: true,
      recordsPerRequest: 1)
  }

  package var probe: Request { WeepayPaths.probe }

  package func target(of record: OutgoingRecord) -> String { record[stored: .card] }

  package func personalWords(of record: OutgoingRecord) -> PersonalWords {
    PersonalWords(
      names: [record[stored: .card]],
      numbers: [record[stored: .card], record[stored: .document]].filter { !$0.isEmpty })
  }

  // MARK: Look before sending

  /// What the question was about; the customer's id stands behind the first.
  private static let ofCard = "card:"
  private static let ofMissingCard = "missing:"

  package func look(before record: OutgoingRecord) -> Request? {
    let (id, document) = (record[stored: .customer], record[stored: .document])
    if document.isEmpty { return WeepayPaths.card(record[stored: .card], of: id) }
    return id.isEmpty ? WeepayPaths.customer(ofDocument: document) : WeepayPaths.customer(id)
  }

  package func look(before record: OutgoingRecord, knowing known: String) -> Request? {
    known.hasPrefix(Self.ofCard)
      ? WeepayPaths.card(record[stored: .card], of: String(known.dropFirst(Self.ofCard.count)))
      : WeepayPaths.customer(String(known.dropFirst(Self.ofMissingCard.count)))
  }

  package func sight(
    of record: OutgoingRecord, in reply: Reply, at now: Date, _ glance: Glance
  ) -> Sight {
    let first = record[stored: .document].isEmpty ? Self.ofCard + record[stored: .customer] : ""
    let known = glance.known ?? first
    if known.hasPrefix(Self.ofCard) {
      let customer = String(known.dropFirst(Self.ofCard.count))
      if WeepayMessage.saysMissing(reply) {
        // The same answer says that there is no such customer.
        return .further(knowing: Self.ofMissingCard + customer)
      }
      return WeepayMessage.saysDone(reply) ? .go(telling: customer) : .unclear
    }
    if WeepayMessage.saysMissing(reply) {
      return .refused(code: WeepayTransactions.unknownCustomer)
    }
    guard let customer = CustomerMessage.one(in: reply), let id = customer.id else {
      return .unclear
    }
    if known.hasPrefix(Self.ofMissingCard) { return .reached(Self.gone, isOurs: false) }
    if let document = customer.document, document != record[stored: .document] {
      return record[stored: .customer].isEmpty
        ? .unclear : .refused(code: WeepayTransactions.otherDocument)
    }
    return .further(knowing: Self.ofCard + id)
  }

  private static let gone = RemoteRecord(
    id: "0", customCode: "", statusID: "gone", answer: WeepayJSON.text(["state": "gone"]))

  // MARK: Submission

  package func encodedSize(of record: OutgoingRecord) -> Int { record[stored: .card].utf8.count }

  package var envelopeSize: Int { 128 }

  package func submission(of records: [OutgoingRecord], batchCode: String) -> Request {
    precondition(records.count == 1, "a request deletes one card")
    return submission(of: records[0], batchCode: batchCode, told: nil)
  }

  package func submission(
    of record: OutgoingRecord, batchCode: String, told: String?
  ) -> Request {
    WeepayPaths.card(record[stored: .card], of: told ?? record[stored: .customer], .delete)
  }

  package func submissionReply(
    in reply: Reply, to records: [OutgoingRecord]
  ) -> SubmissionReply? { submissionReply(in: reply)?.naming(records) }

  /// That it is gone is read from the customer. It was there when it was looked at: 404 says that somebody else
  /// was faster, or an earlier request.
  package func submissionReply(in reply: Reply) -> SubmissionReply? {
    if WeepayMessage.saysDone(reply) { return SubmissionReply(message: "") }
    guard let message = WeepayMessage.sentence(in: reply) else { return nil }
    return reply.status == 404
      ? SubmissionReply(
        message: nil, answers: [.init(customCode: "", .refused, message: message)])
      : SubmissionReply(message: message)
  }

  // MARK: Look-up

  /// Cards are known by their tokens, which no code tells: what is in doubt is read before it is sent
  /// again.
  package func lookUp(customCode: String) -> Request? { nil }

  package func listing(page: Int) -> Request? { nil }

  package func page(in reply: Reply) -> RemotePage? { nil }

  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool { true }

  package func isAltered(_ remote: RemoteRecord) -> Bool { false }

  package static let statuses = StatusTable(
    [
      Verdict(
        "done", isFinal: true, isGood: true,
        names: Verdict.Names("done", "excluído", "excluídos"),
        meaning: Bilingual("the card is gone", "o cartão não existe mais")),
      Verdict(
        "pending", isFinal: false, names: Verdict.Names("pending", "pendente", "pendentes"),
        meaning: Bilingual("taken, not seen yet", "aceito, ainda não consultado")),
    ],
    statuses: ["gone": "done"], pending: "pending",
    sentences: StatusTable.Sentences(
      refusals: [
        WeepayTransactions.unknownCustomer: Bilingual(
          "The API has no such customer: nothing was deleted. Compare id and document.",
          "A API não tem esse cliente: nada foi excluído. Compare o id e o documento."),
        WeepayTransactions.otherDocument: Bilingual(
          "The API has another CPF or CNPJ for this customer: nothing was deleted. Compare the two.",
          "A API tem outro CPF ou CNPJ para este cliente: nada foi excluído. Compare os dois."),
      ],
      notes: [
        APICode.reached: Bilingual(
          "The customer had no such card before this run: nothing was sent.",
          "O cliente já não tinha esse cartão antes desta execução: nada foi enviado.")
      ]))
}

/// The fields of a sheet of cards to delete.
package enum WeepayCardField {
  package static let code = Field(0)
  package static let card = Field(1)
  package static let customer = Field(2)
  package static let document = Field(3)
  private static let earlierKey = Field(4)
  private static let earlierStatus = Field(5)

  package static let layout = SheetLayout(
    [
      SheetField("custom_code", "code", "código", .identifier, .code),
      WeepayCardFields.card,
      WeepayTransactionField.layout[WeepayTransactionField.customer],
      WeepayTransactionField.layout[WeepayTransactionField.document],
    ] + SheetField.ofEarlierRun,
    required: [card],
    roles: .init(
      key: code, earlierKey: earlierKey, earlierStatus: earlierStatus, sampled: card),
    objects: ["customer"], shortestRecordBytes: 3,
    outputs: OutputLayout(
      [
        OutputLayout.Value("customer_id"), OutputLayout.Value("document"),
        OutputLayout.Value("card_id", isTailOnly: true),
      ], keyColumn: "custom_code", results: []))
}

/// The values of a card to delete, in their order.
enum WeepayCardValue: Int {
  case customer, document, card
}

extension OutgoingRecord {
  subscript(stored value: WeepayCardValue) -> String { values[value.rawValue] }
}

extension FindingSentences {
  /// Of sheets of cards to delete.
  package static let weepayCards = FindingSentences(
    WeepayCardField.layout,
    FindingCatalogue.cellwise(
      same: Bilingual("the same card", "o mesmo cartão"),
      [.weepayIDForm, .payerMissing, .alphanumericCNPJ, .codeTellsCard]))
}

/// Reads the rows of a sheet of cards to delete.
struct WeepayCardRules: CellwiseRules {
  let repairs: Bool

  static var sentences: FindingSentences { .weepayCards }
  static var totals: Field { WeepayCardField.card }
  static var amount: Field? { nil }
  static var verdicts: EarlierRun.Words { EarlierRun.Words(usedUp: ["failed"], taken: ["done"]) }

  func read(_ cells: inout RowCells) -> CellwiseRecord {
    let card = cells.weepayID(WeepayCardField.card, isRequired: true)
    let payer = cells.payer(id: WeepayCardField.customer, document: WeepayCardField.document)
    cells.requireHarmless(WeepayCardField.code, document: payer.document, card: card)
    return CellwiseRecord(values: [payer.id, payer.document, card], identity: card)
  }
}
