/// Codes of what the API said of a record; stable, they stand in `q_code`.
package enum APICode {
  package static let refused = "api.refused"
  /// The code exists at the API with another payee, account or amount under it.
  package static let collision = "api.collision"
  /// The API says that the code exists already; to be looked up.
  package static let exists = "api.exists"
  package static let tooLarge = "api.too_large"
  /// The very same payment was at the API already; the message is the name of the run that sent it,
  /// empty where that is not known.
  package static let otherRun = "api.other_run"
  /// Under the code of an earlier run the API has a payment with other data, made or under way.
  package static let earlierCode = "api.earlier_code"
  /// The API has the payee under the code, sent by another run, and does not show the amount.
  package static let amountUnknown = "api.amount_unknown"
  /// The API shows one id for two records.
  package static let identityTaken = "api.id_taken"
}
