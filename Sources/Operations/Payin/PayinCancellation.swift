package import BulkEngine

/// Ends something of the vendor's Payin API that its id names, once: it is read before each request, and
/// whatever is in doubt is read again.
package protocol PayinCancellation: PlainOperation {
  /// What is said of its sheets.
  static var sentences: FindingSentences { get }
  /// Said of a key that is no id of the API.
  static var idForm: FindingCode { get }
  /// Why nothing was sent where the API has nothing under the id.
  static var unknown: String { get }
}

extension PayinCancellation {
  package static func check(repairs: Bool) -> any SheetCheck {
    CellwiseCheck(
      rules: PayinCancellationRules<Self>(repairs: repairs), required: layout.required)
  }

  package var traits: OperationTraits {
    OperationTraits(
      name: Self.name, family: "payin", money: .incoming, way: .onceByNature, looksFirst: true,
      recordsPerRequest: 1)
  }

  package var probe: Request { PayinPaths.list([.init("per_page", "1")]) }

  package func personalWords(of record: OutgoingRecord) -> PersonalWords { PersonalWords() }

  package func look(before record: OutgoingRecord) -> Request? {
    lookUp(customCode: record.customCode)
  }

  /// What an answer says that shows nothing under the id.
  ///
  /// - Returns: nil where it shows something.
  func sightOfNothing(in reply: Reply) -> Sight? {
    guard reply.status == 404 else { return nil }
    return decoded(PayinRefusal.self, from: reply.body)?.message == nil
      ? .unclear : .refused(code: Self.unknown)
  }

  /// What became of the target is read from it.
  package func submissionReply(in reply: Reply) -> SubmissionReply? {
    PayinAcknowledgement.reply(in: reply)
  }

  package func listing(page: Int) -> Request? { nil }

  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    remote.customCode == record.customCode
  }

  package func isAltered(_ remote: RemoteRecord) -> Bool { false }
}

/// Reads the rows of a sheet that says what is to be canceled.
struct PayinCancellationRules<Cancellation: PayinCancellation>: CellwiseRules {
  var repairs: Bool

  static var sentences: FindingSentences { Cancellation.sentences }
  static var totals: Field { Field(0) }
  static var amount: Field? { nil }
  static var verdicts: EarlierRun.Words { EarlierRun.Words(usedUp: ["failed"], taken: ["done"]) }

  func read(_ cells: inout RowCells) -> CellwiseRecord {
    cells.requireID(Field(0), Cancellation.idForm)
    return CellwiseRecord(values: [], identity: cells.bare(Field(0)))
  }
}
