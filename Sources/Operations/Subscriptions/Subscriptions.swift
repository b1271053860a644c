package import BulkEngine
import Foundation

/// Subscriptions of the vendor's Payin API: each charges one person by Pix again and again.
///
/// Nobody promises that an invoice is unique: a second one would charge the person twice each time. So
/// each invoice is looked up before it is sent first, and what is in doubt before anything else.
package struct Subscriptions: BulkOperation {
  /// Stands in journals.
  package static let name = "subscription_create"

  /// Raised with every change after which a row may be judged, repaired or normalised otherwise.
  package static let rules = CustomCode.digest("subscription_create/2", length: 32)

  let settings: SubscriptionSettings

  package init(_ settings: SubscriptionSettings) {
    self.settings = settings
  }

  /// The check of the operation's sheets.
  package static func check(_ settings: SubscriptionSettings) -> any SheetCheck {
    CellwiseCheck(
      rules: SubscriptionRules(settings: settings),
      required: SubscriptionField.layout.required)
  }

  package var traits: OperationTraits {
    OperationTraits(
      name: Self.name, family: "payin", money: .incoming, way: .findable,
      mayRepeatKeys: true, needsAmount: true, recordsPerRequest: 1)
  }

  /// Positions of values that a plan tells people of.
  package static let buyerDocumentValue = SubscriptionValue.buyerDocument.rawValue
  package static let firstDateValue = SubscriptionValue.firstDate.rawValue

  package var probe: Request { PayinPaths.subscriptions(page: 1, of: client) }

  private var client: Int? { settings.clientID > 0 ? settings.clientID : nil }

  package func identify(
    _ value: (Int) -> ArraySlice<UInt8>, into identity: inout LedgerIdentity
  ) -> Bool {
    identity.person += value(SubscriptionValue.buyerDocument.rawValue)
    identity.whole += identity.person
    identity.whole.append(0x7C)
    identity.whole += value(SubscriptionValue.firstDate.rawValue)
    return true
  }

  package func personalWords(of record: OutgoingRecord) -> PersonalWords {
    PersonalWords(
      names: [record[subscription: .buyerName]],
      numbers: [record[subscription: .buyerDocument], record[subscription: .buyerEmail]].filter {
        !$0.isEmpty
      })
  }

  // MARK: Submission

  package func encodedSize(of record: OutgoingRecord) -> Int { body(of: record).count }

  package var envelopeSize: Int { 0 }

  package func submission(of records: [OutgoingRecord], batchCode: String) -> Request {
    precondition(records.count == 1, "a request carries one subscription")
    return Request(.post, PayinPaths.subscriptions, body: body(of: records[0]))
  }

  private func body(of record: OutgoingRecord) -> [UInt8] {
    Array((AnswerJSON.text(SubscriptionRequest(record, settings)) ?? "").utf8)
  }

  package func submissionReply(in reply: Reply) -> SubmissionReply? {
    guard (200..<300).contains(reply.status) else {
      return decoded(PayinRefusal.self, from: reply.body)?.message.map {
        SubmissionReply(message: $0, speaksOfRepetition: RepetitionWords.areIn($0))
      }
    }
    guard let subscription = SubscriptionMessage.one(in: reply),
      let invoice = subscription.invoice, !invoice.isEmpty,
      let record = subscription.remote(under: invoice)
    else { return nil }
    return SubmissionReply(
      message: nil, answers: [.init(customCode: invoice, .accepted, record: record)])
  }

  package func isContradicted(_ record: OutgoingRecord, by shown: RemoteRecord) -> Bool {
    zip(shown.identity, identity(of: record)).contains { $0 != nil && $0 != $1 }
      || shown.amountInCents.map { $0 != record.amountInCents } ?? false
  }

  private func identity(of record: OutgoingRecord) -> [String] {
    [
      record[subscription: .buyerDocument], record[subscription: .firstDate],
      record[subscription: .frequency],
    ]
  }

  // MARK: Look-up

  package func lookUp(customCode: String) -> Request? {
    PayinPaths.subscriptions(numbered: customCode, of: client)
  }

  package func listing(page: Int) -> Request? {
    PayinPaths.subscriptions(page: page, of: client)
  }

  package func page(in reply: Reply) -> RemotePage? {
    guard let subscriptions = SubscriptionMessage.page(in: reply) else { return nil }
    let records = subscriptions.compactMap { subscription -> RemoteRecord? in
      guard let invoice = subscription.invoice, !invoice.isEmpty else { return nil }
      var record = subscription.remote(under: invoice)
      record?.createdAt = subscription.createdAt
      return record
    }
    // Subscriptions without an invoice would pass for a page on which ours are absent.
    return subscriptions.isEmpty || !records.isEmpty ? RemotePage(records: records) : nil
  }

  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    remote.identity.first.map { $0 != nil } == true && !isContradicted(record, by: remote)
      && remote.amountInCents == record.amountInCents
  }

  /// A subscription need not show more than its invoice.
  package func isVague(_ remote: RemoteRecord) -> Bool {
    remote.identity.first.flatMap(\.self) == nil || remote.amountInCents == nil
  }

  package func isAltered(_ remote: RemoteRecord) -> Bool { false }

  package var statuses: StatusTable { Self.statuses }
}

/// The body of a request that makes a subscription.
private struct SubscriptionRequest: Encodable {
  private var dateFirst: String
  private var daysBeforeExpiration: Int
  private var frequency: String
  private var quantity: Int?
  private var invoice: String
  private var callbackUrl: String?
  private var instructions: String
  private var amountCents: Int64
  private var sender: Sender?
  private var buyer: Buyer
  private var clientId: Int

  private struct Sender: Encodable {
    var name, document, helpdesk: String?
  }

  private struct Buyer: Encodable {
    struct Document: Encodable {
      var number, type: String
    }
    var name: String
    var email: String?
    var document: Document
  }

  init(_ record: OutgoingRecord, _ settings: SubscriptionSettings) {
    guard let amount = record.amountInCents, amount > 0,
      let days = Int(record[subscription: .daysBefore])
    else {
      preconditionFailure("a subscription has an amount and a schedule")
    }
    dateFirst = record[subscription: .firstDate]
    daysBeforeExpiration = days
    frequency = record[subscription: .frequency]
    quantity = Int(record[subscription: .quantity])
    invoice = record.customCode
    callbackUrl = settings.notificationURL
    instructions = record[subscription: .instructions]
    amountCents = amount
    guard let whole = settings.sender else { preconditionFailure("the sender was not recalled") }
    if !whole.isEmpty {
      sender = Sender(name: whole.name, document: whole.document, helpdesk: whole.helpdesk)
    }
    buyer = Buyer(
      name: record[subscription: .buyerName],
      email: record[subscription: .buyerEmail].isEmpty ? nil : record[subscription: .buyerEmail],
      document: .init(
        number: record[subscription: .buyerDocument], type: record[subscription: .buyerDocumentType]
      ))
    clientId = settings.clientID
  }
}

extension Subscriptions {
  /// A subscription is done when it exists.
  package static let statuses = StatusTable(
    [
      Verdict(
        "done", isFinal: true, isGood: true, names: Verdict.Names("done", "criada", "criadas"),
        meaning: Bilingual(
          "the subscription exists: see done.csv", "a assinatura existe: veja done.csv")),
      Verdict(
        "failed", isFinal: true, needsCorrection: true,
        names: Verdict.Names("failed", "sem efeito", "sem efeito"),
        meaning: Bilingual(
          "the subscription was canceled or has expired: see fix.csv",
          "a assinatura foi cancelada ou expirou: veja fix.csv"),
        remark: Verdict.Remark(
          code: "api.failed",
          Bilingual(
            "The API took the subscription, and it was canceled or has expired: it charges nobody.",
            "A API aceitou a assinatura, e ela foi cancelada ou expirou: não cobra ninguém."))),
      Verdict(
        "pending", isFinal: false, names: Verdict.Names("pending", "pendente", "pendentes"),
        meaning: Bilingual("taken, not seen yet", "aceita, ainda não consultada")),
    ],
    statuses: ["active": "done", "canceled": "failed", "expired": "failed"], pending: "pending",
    sentences: StatusTable.Sentences(
      refusals: [
        APICode.collision: Bilingual(
          "The number already belongs to another subscription at the API (person, amount, first date or "
            + "frequency): give this one a new number.",
          "O número já pertence a outra assinatura na API (pessoa, valor, primeira data ou frequência): dê um "
            + "novo número a esta."),
        APICode.earlierCode: Bilingual(
          "Under this record's earlier number the API has a subscription with other data: nothing was sent. "
            + "Compare the two; to make this one all the same, give it a new invoice, or empty both "
            + "q_custom_code and q_status.",
          "Com o número anterior deste registro a API tem uma assinatura com outros dados: nada foi enviado. "
            + "Compare as duas; para criar mesmo assim, dê ao registro um novo invoice ou esvazie "
            + "q_custom_code e q_status."),
      ],
      doubts: [
        APICode.identityTaken: Bilingual(
          "The API shows one and the same subscription for this line and for another one: ask the API which of "
            + "the two it has.",
          "A API mostra uma única assinatura para esta linha e para outra: pergunte à API qual das duas ela "
            + "tem."),
        APICode.amountUnknown: Bilingual(
          "The API has a subscription under this number, made by another run, and does not show the amount: "
            + "look at the vendor's dashboard.",
          "A API tem uma assinatura com este número, feita por outra execução, e não mostra o valor: consulte "
            + "o painel do fornecedor."),
      ],
      heldBack: Bilingual(
        "An earlier run made this subscription and it came to nothing; person, amount and first date are still "
          + "the same: it was held back. Correct it; to send it as it is, empty its q_custom_code and its "
          + "q_status.",
        "Uma execução anterior criou esta assinatura, sem efeito; pessoa, valor e primeira data continuam os "
          + "mesmos: foi retida. Corrija-a; para enviá-la assim mesmo, esvazie o q_custom_code e o q_status "
          + "dela.")))
}
