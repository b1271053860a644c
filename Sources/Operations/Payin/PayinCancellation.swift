package import BulkEngine

/// Ends something of the vendor's Payin API that its id names, once: it is read before each request, and
/// whatever is in doubt is read again.
package protocol PayinCancellation: BulkOperation {
  /// Stands in journals.
  static var name: String { get }
  /// Raised with every change after which a row may be judged, repaired or normalised otherwise.
  static var rules: String { get }
  static var layout: SheetLayout { get }
  static var statuses: StatusTable { get }

  init()
  /// The check of the operation's sheets.
  static func check(repairs: Bool) -> any SheetCheck
}

extension PayinCancellation {
  package var traits: OperationTraits {
    OperationTraits(
      name: Self.name, family: "payin", money: .incoming, way: .onceByNature, looksFirst: true,
      recordsPerRequest: 1)
  }

  package var probe: Request { PayinPaths.list([.init("per_page", "1")]) }

  package func personalWords(of record: OutgoingRecord) -> PersonalWords { PersonalWords() }

  /// What became of the target is read from it.
  package func submissionReply(in reply: Reply) -> SubmissionReply? {
    PayinAcknowledgement.reply(in: reply)
  }

  package func listing(page: Int) -> Request? { nil }

  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    remote.customCode == record.customCode
  }

  package func isAltered(_ remote: RemoteRecord) -> Bool { false }

  package var statuses: StatusTable { Self.statuses }
}
