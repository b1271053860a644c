package import BulkEngine

/// The fields of a sheet of subscriptions to be canceled.
package enum SubscriptionCancellationField {
  package static let subscriptionID = Field(0)

  package static let layout = SheetLayout.acting(
    on: SheetField(
      "subscription_id", "id of the subscription", "id da assinatura", .identifier, .code,
      aliases: [
        "id", "assinatura", "recorrencia", "id assinatura", "id da assinatura",
        "id recorrencia", "id da recorrencia", "subscription",
      ], secondChoice: ["q api id"]),
    results: [])
}

extension FindingCode {
  static let subscriptionIDForm = FindingCode(ofOperation: 42)
}

extension FindingSentences {
  /// Of sheets of subscriptions to be canceled.
  package static let subscriptionCancellations = FindingSentences(
    SubscriptionCancellationField.layout,
    FindingCatalogue.cellwise(
      same: Bilingual("the same subscription", "a mesma assinatura"),
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
