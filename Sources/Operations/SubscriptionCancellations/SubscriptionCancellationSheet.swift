package import BulkEngine

/// The fields of a sheet of subscriptions to be canceled.
package enum SubscriptionCancellationField {
  package static let subscriptionID = Field(0)
  private static let earlierKey = Field(1)
  private static let earlierStatus = Field(2)

  package static let layout = SheetLayout(
    [
      SheetField(
        "subscription_id", "id of the subscription", "id da assinatura", .identifier, .code,
        aliases: [
          "id", "assinatura", "recorrencia", "id assinatura", "id da assinatura",
          "id recorrencia", "id da recorrencia", "subscription",
        ], secondChoice: ["q api id"]),
      SheetField("q_custom_code", "q_custom_code", "q_custom_code", .other, .code),
      SheetField("q_status", "q_status", "q_status", .other, .words([])),
    ],
    required: [subscriptionID],
    roles: .init(
      key: subscriptionID, earlierKey: earlierKey, earlierStatus: earlierStatus,
      sampled: subscriptionID, keyNamesTarget: true),
    shortestRecordBytes: 2,
    outputs: OutputLayout([], keyColumn: "subscription_id", results: []))
}

extension FindingCode {
  static let subscriptionIDForm = FindingCode(ofOperation: 42)
}

extension FindingSentences {
  /// Of sheets of subscriptions to be canceled.
  package static let subscriptionCancellations = FindingSentences(
    SubscriptionCancellationField.layout,
    FindingCatalogue.cellwise(
      amounts: Bilingual("an amount", "um valor"),
      same: Bilingual("the same subscription", "a mesma assinatura"),
      words: Bilingual("a word of the list", "uma palavra da lista"),
      [
        .init(
          .subscriptionIDForm, "format",
          """
          {field} is the vendor's own number of a subscription, up to ten digits and no zero in front: copy it \
          from the subscription_id of done.csv or from the vendor's dashboard.
          """,
          """
          {o field} é o número que o próprio fornecedor dá à assinatura, com até dez dígitos e sem zero à \
          esquerda: copie-o de subscription_id, no done.csv, ou do painel do fornecedor.
          """)
      ]))
}

/// Reads the rows of such a sheet.
struct SubscriptionCancellationRules: CellwiseRules {
  var repairs: Bool

  static var sentences: FindingSentences { .subscriptionCancellations }
  static var totals: Field { SubscriptionCancellationField.subscriptionID }
  static var amount: Field? { nil }
  static var verdicts: EarlierRun.Words { EarlierRun.Words(usedUp: ["failed"], taken: ["done"]) }

  func read(_ cells: inout RowCells) -> CellwiseRecord {
    cells.requireID(SubscriptionCancellationField.subscriptionID, .subscriptionIDForm)
    return CellwiseRecord(
      values: [], identity: cells.bare(SubscriptionCancellationField.subscriptionID))
  }
}
