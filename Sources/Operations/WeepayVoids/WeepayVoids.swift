package import BulkEngine
package import Foundation

/// Gives transactions of the vendor's Weepay API back, wholly or in part.
///
/// A part that is sent again is given back again, and nothing names the first one: what tells is the amount
/// that the transaction had before, which is journaled with the intent. Requests for one transaction never
/// overlap.
package struct WeepayVoids: PlainOperation {
  package static let name = "weepay_void"

  package static var layout: SheetLayout { WeepayVoidField.layout }

  package init() {}

  package static func check(repairs: Bool) -> any SheetCheck {
    CellwiseCheck(
      rules: WeepayVoidRules(repairs: repairs), required: WeepayVoidField.layout.required)
  }

  package static let rules = CustomCode.digest("weepay_void/1", length: 32)

  package var traits: OperationTraits {
    OperationTraits(
      name: Self.name, family: "weepay", money: .outgoing, way: .findable, isOneAtATime: true,
      looksFirst: true, absenceIsShown: true, recordsPerRequest: 1)
  }

  package var probe: Request { WeepayPaths.probe }

  package func target(of record: OutgoingRecord) -> String { record[.transaction] }

  package func identify(
    _ value: (Int) -> ArraySlice<UInt8>, into identity: inout LedgerIdentity
  ) -> Bool {
    identity.person += value(WeepayVoidValue.transaction.rawValue)
    identity.whole += identity.person
    identity.whole.append(0x7C)
    identity.whole += value(WeepayVoidValue.part.rawValue)
    return true
  }

  package func personalWords(of record: OutgoingRecord) -> PersonalWords { PersonalWords() }

  // MARK: Look before sending

  package func look(before record: OutgoingRecord) -> Request? {
    WeepayPaths.transaction(record[.transaction])
  }

  package func sight(
    of record: OutgoingRecord, in reply: Reply, at now: Date, _ glance: Glance
  ) -> Sight {
    if WeepayMessage.saysMissing(reply) { return .refused(code: Self.unknown) }
    guard let shown = TransactionMessage.one(in: reply), shown.id == record[.transaction],
      let left = shown.amountInCents
    else { return .unclear }
    // What an earlier request of this record did may show only now.
    if let former = VoidSighting(glance.former) {
      switch former.outcome(shown) {
      case .reached: return .reached(remote(shown, under: record.customCode), isOurs: true)
      case .untouched: break
      case .unclear: return .unclear
      }
    }
    let part = record.amountInCents
    switch shown.status {
    case "canceled":
      return part == nil
        ? .reached(remote(shown, under: record.customCode), isOurs: false)
        : .refused(code: Self.over)
    case "failed": return .refused(code: Self.over)
    case "succeeded", "pre_authorized":
      guard let part else { return noting(shown, part: nil, left) }
      guard part <= left else { return .refused(code: Self.tooMuch) }
      guard shown.status == "succeeded" || part == left else {
        return .refused(code: Self.notCaptured)
      }
      return noting(shown, part: part, left)
    default: return .unclear
    }
  }

  private func noting(_ shown: TransactionMessage, part: Int64?, _ left: Int64) -> Sight {
    .go(
      noting: WeepayJSON.text(
        VoidSighting(
          transaction: shown.id ?? "", status: shown.status ?? "", before: left, part: part)))
  }

  // MARK: Submission

  package func encodedSize(of record: OutgoingRecord) -> Int { 32 }

  package var envelopeSize: Int { 16 }

  package func submission(of records: [OutgoingRecord], batchCode: String) -> Request {
    precondition(records.count == 1, "a request gives one transaction back")
    return WeepayPaths.void(records[0][.transaction], cents: records[0].amountInCents)
  }

  package func submissionReply(
    in reply: Reply, to records: [OutgoingRecord]
  ) -> SubmissionReply? { submissionReply(in: reply)?.naming(records) }

  /// That it went back is read from the transaction.
  package func submissionReply(in reply: Reply) -> SubmissionReply? {
    WeepayMessage.saysDone(reply) ? SubmissionReply(message: "") : Self.refusal(in: reply)
  }

  /// What the API says of a change that it did not make; 402 is one that came to nothing.
  static func refusal(in reply: Reply) -> SubmissionReply? {
    guard let message = WeepayMessage.sentence(in: reply) else { return nil }
    guard reply.status == 402 else { return SubmissionReply(message: message) }
    let failed = RemoteRecord(
      id: "0", customCode: "", statusID: "failed", answer: WeepayJSON.text(["state": "failed"]))
    return SubmissionReply(
      message: nil,
      answers: [
        .init(
          customCode: "", .failed, code: WeepayTransactions.failedCode, message: message,
          record: failed)
      ])
  }

  // MARK: Look-up

  /// Without the transaction's id and what it was before nothing is found.
  package func lookUp(customCode: String) -> Request? { nil }

  package func lookUp(_ sought: Sought) -> Request? {
    VoidSighting(sought.sighting).map { WeepayPaths.transaction($0.transaction) }
  }

  package func listing(page: Int) -> Request? { nil }

  package func page(in reply: Reply) -> RemotePage? { nil }

  package func page(in reply: Reply, of sought: Sought) -> RemotePage? {
    guard let sighting = VoidSighting(sought.sighting),
      let shown = TransactionMessage.one(in: reply), shown.id == sighting.transaction
    else { return nil }
    switch sighting.outcome(shown) {
    case .reached: return RemotePage(records: [remote(shown, under: sought.customCode)])
    case .untouched: return RemotePage(records: [])
    case .unclear: return nil
    }
  }

  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    remote.identity.first == record[.transaction]
  }

  package func isAltered(_ remote: RemoteRecord) -> Bool { false }

  /// Made before the run: its time says nothing of the void, and its id is that of all parts.
  private func remote(_ shown: TransactionMessage, under code: String) -> RemoteRecord {
    RemoteRecord(
      id: "0", customCode: code, statusID: "voided", identity: [shown.id],
      answer: shown.answer)
  }
}

/// What was seen of a transaction before something of it is given back, as the journal keeps it.
struct VoidSighting: Codable, Equatable {
  var transaction: String
  var status: String
  /// Cents.
  var before: Int64
  /// Cents; nil for all of it.
  var part: Int64?

  init(transaction: String, status: String, before: Int64, part: Int64?) {
    (self.transaction, self.status, self.before, self.part) = (transaction, status, before, part)
  }

  init?(_ text: String?) {
    guard let text, let read = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)),
      WeepayPaths.isID(read.transaction)
    else { return nil }
    self = read
  }

  enum Outcome {
    case reached, untouched
    /// Somebody else gave something back, too.
    case unclear
  }

  /// The two readings of what the transaction shows now; anything else has another cause.
  func outcome(_ shown: TransactionMessage) -> Outcome {
    let isWhole = part == nil || part == before
    if isWhole {
      if shown.status == "canceled" { return .reached }
    } else if let part, shown.status == "succeeded", shown.amountInCents == before - part {
      return .reached
    }
    return shown.status == status && shown.amountInCents == before ? .untouched : .unclear
  }
}
