package import BulkEngine
package import Foundation
internal import Synchronization

/// A second, small operation: it puts one label under its reference with each request.
///
/// It has another method, another name for the key, another reply and other statuses than
/// ``TestOperation``, and is sent in the way that a test wants. A label is the first value of a record.
package struct LabelOperation: BulkOperation {
  package var traits: OperationTraits
  private let target: @Sendable (OutgoingRecord) -> String
  private let isInLedger: @Sendable (_ label: ArraySlice<UInt8>) -> Bool
  private let seen: (@Sendable (OutgoingRecord, Reply, Date) -> Sight)?

  /// - Parameters:
  ///   - isToldByChange: whether only the change of a target tells that something was put on it.
  ///   - isInLedger: whether a ledger keeps the label.
  ///   - seen: what a look at the target says; nil where nothing is looked at.
  ///   - target: what a label is put on; one request at a time acts on it where `isOneAtATime` says so.
  package init(
    _ way: WayOfSending, money: MoneyDirection = .none, isOneAtATime: Bool = false,
    isToldByChange: Bool = false,
    isInLedger: @escaping @Sendable (_ label: ArraySlice<UInt8>) -> Bool = { _ in false },
    seen: (@Sendable (OutgoingRecord, Reply, Date) -> Sight)? = nil,
    target: @escaping @Sendable (OutgoingRecord) -> String = { $0.customCode }
  ) {
    self.seen = seen
    self.target = target
    self.isInLedger = isInLedger
    traits = OperationTraits(
      name: "label", family: "test", money: money, way: way, isOneAtATime: isOneAtATime,
      looksFirst: seen != nil, absenceIsShown: isToldByChange, recordsPerRequest: 1)
  }

  package var probe: Request { Request(.get, "/labels") }

  package func target(of record: OutgoingRecord) -> String { target(record) }

  package func identify(
    _ value: (Int) -> ArraySlice<UInt8>, into identity: inout LedgerIdentity
  ) -> Bool {
    guard isInLedger(value(0)) else { return false }
    identity.whole += value(0)
    identity.person += value(0)
    identity.place += value(1)
    return true
  }

  package func personalWords(of record: OutgoingRecord) -> PersonalWords {
    PersonalWords(names: [record.values[0]])
  }

  // MARK: Look before sending

  package func look(before record: OutgoingRecord) -> Request? {
    seen == nil ? nil : Request(.get, "/targets/\(record.customCode)")
  }

  package func sight(of record: OutgoingRecord, in reply: Reply, at now: Date) -> Sight {
    seen?(record, reply, now) ?? .go()
  }

  // MARK: Submission

  package func encodedSize(of record: OutgoingRecord) -> Int { record.values[0].utf8.count }

  package var envelopeSize: Int { 0 }

  package func submission(of records: [OutgoingRecord], batchCode: String) -> Request {
    precondition(records.count == 1, "a request carries one label")
    let record = records[0]
    return Request(
      .put, "/labels/\(record.customCode)", headers: [.init("x-batch", batchCode)],
      idempotencyKey: traits.way == .replayable ? record.customCode : nil,
      body: Array(record.values[0].utf8))
  }

  package func submissionReply(in reply: Reply) -> SubmissionReply? {
    let words = Self.words(of: reply)
    if words == ["taken"] || words == ["locked"] { return SubmissionReply(message: words[0]) }
    let word: SubmissionReply.Word
    switch (words.first, reply.status) {
    case ("label", 200), ("label", 201): word = .accepted
    case ("problem", 409): word = .repeated
    case ("problem", 422): word = .refused
    default: return nil
    }
    guard words.count > 2 else { return nil }
    return SubmissionReply(
      message: nil,
      answers: [
        .init(
          customCode: words[1], word, message: word == .accepted ? nil : words[2],
          record: Self.record(words))
      ])
  }

  // MARK: Look-up

  package func lookUp(customCode: String) -> Request? {
    traits.way == .blind ? nil : Request(.get, "/labels/\(customCode)")
  }

  /// What was noted of the target is shown to the API.
  package func lookUp(_ sought: Sought) -> Request? {
    var request = lookUp(customCode: sought.customCode)
    if let sighting = sought.sighting { request?.headers.append(.init("x-sighting", sighting)) }
    return request
  }

  package func listing(page: Int) -> Request? { nil }

  /// A path without a label is a reference without one: this API promises that.
  package func page(in reply: Reply) -> RemotePage? {
    if reply.status == 404 { return RemotePage(records: []) }
    return Self.record(Self.words(of: reply)).map { RemotePage(records: [$0]) }
  }

  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    remote.identity == [record.values[0]]
  }

  package func isAltered(_ remote: RemoteRecord) -> Bool { false }

  package var statuses: StatusTable {
    StatusTable(
      [
        Verdict(
          "printed", isFinal: true, isGood: true, meaning: Bilingual("printed", "impressa")),
        Verdict("queued", isFinal: false, meaning: Bilingual("queued", "na fila")),
      ], statuses: ["done": "printed", "waiting": "queued"], pending: "queued")
  }

  private static func words(of reply: Reply) -> [String] {
    String(decoding: reply.body, as: UTF8.self).split(separator: "|").map(String.init)
  }

  private static func record(_ words: [String]) -> RemoteRecord? {
    guard words.count == 4, words[0] == "label" else { return nil }
    return RemoteRecord(
      id: "id-\(words[1])", customCode: words[1], statusID: words[3], identity: [words[2]],
      answer: #"{"place":"\#(words[1])"}"#)
  }
}

/// An API that keeps the promise of one way of sending and counts what it did.
package final class LabelAPI: Sendable {
  private struct State {
    var labels: [String: String] = [:]
    var effects: [String: Int] = [:]
  }

  private let way: WayOfSending
  private let state = Mutex(State())

  package init(_ way: WayOfSending) {
    self.way = way
  }

  /// How often each reference had an effect; putting the same in the place of the same is none.
  package var effects: [String: Int] { state.withLock { $0.effects } }

  package func reply(to request: Request) -> Reply {
    let reference = String(request.path.split(separator: "/").last ?? "")
    return state.withLock { state in
      let label = state.labels[reference]
      guard request.method == .put else {
        return label.map { Self.showing(reference, $0) } ?? Reply(status: 404)
      }
      let text = String(decoding: request.body ?? [], as: UTF8.self)
      if let label {
        switch way {
        case .replayable where request.idempotencyKey == reference:
          return Self.showing(reference, label)
        case .replacing where label == text: return Self.showing(reference, label)
        case .onceByNature:
          return Reply(status: 409, body: Array("problem|\(reference)|already there".utf8))
        default: break
        }
      }
      state.labels[reference] = text
      state.effects[reference, default: 0] += 1
      return Self.showing(reference, text, status: 201)
    }
  }

  private static func showing(_ reference: String, _ label: String, status: Int = 200) -> Reply {
    Reply(status: status, body: Array("label|\(reference)|\(label)|done".utf8))
  }
}
