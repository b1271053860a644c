import Foundation

@testable import Simulator

/// Invented requests to Weepay, put together by hand so that the reader under test is not its own judge.
extension Caller {
  static func customer(
    _ document: String, name: String = "Aurélia Exemplo", more: String = ""
  ) -> String {
    """
    {"document_number":"\(document)","email":"aurelia@example.org","name":"\(name)"\(more),\
    "address":{"line1":"Rua Inventada, 10","neighborhood":"Centro","city":"Curitiba","state":"PR",\
    "postal_code":"80200100","country_code":"BR"}}
    """
  }

  /// The card number is put together here, so that none stands anywhere.
  static func card(holder: String = "AURELIA EXEMPLO") -> String {
    """
    {"card_number":"4\(String(repeating: "1", count: 15))","holder_name":"\(holder)",\
    "expiration_month":"12","expiration_year":"2039","security_code":"\(100 + 23)"}
    """
  }

  func madeCustomer(_ document: String = "31042797722") async throws -> String {
    try await send(.post, Customers.path, Self.customer(document)).object()["id"] as? String ?? ""
  }

  func madeCard(of customer: String, holder: String = "AURELIA EXEMPLO") async throws -> String {
    try await send(.post, "\(Customers.path)/\(customer)/cards", Self.card(holder: holder))
      .object()["id"] as? String ?? ""
  }

  func debit(
    _ reference: String, _ customer: String, _ card: String, cents: Int = 9900, more: String = ""
  ) async throws -> Answer {
    try await send(
      .post, Transactions.path,
      """
      {"reference_id":"\(reference)","amount":\(cents),"description":"Mensalidade",\
      "customer":{"id":"\(customer)"},"statement_descriptor":"ESCOLA A",\
      "payment_method":{"payment_type":"credit","card":{"id":"\(card)"}\(more)}}
      """)
  }

  func transaction(_ id: String) async throws -> [String: Any] {
    try await send(.get, "\(Transactions.path)/\(id)").object()
  }
}

extension Caller.Answer {
  func id() throws -> String { try object()["id"] as? String ?? "" }
  func items() throws -> [[String: Any]] { try object()["items"] as? [[String: Any]] ?? [] }
}

/// A simulator whose caller says who it is as Weepay's do.
func withWeepay(
  _ settings: SimulatorSettings = .immediate, clock: ManualClock? = nil,
  _ body: @escaping @Sendable (Caller) async throws -> Void
) async throws {
  try await withSimulator(settings, clock: clock) { caller in
    var caller = caller
    caller.isBasic = true
    try await body(caller)
  }
}
