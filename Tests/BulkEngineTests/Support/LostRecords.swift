import QualificaTestKit

@testable import BulkEngine
@testable import Operations

/// The record of a payee as the API shows it.
func remote(_ number: Int, status: Int = 1) -> RemoteRecord {
  let payee = Payees.payee(number)
  return RemoteRecord(
    id: 77, customCode: payee.customCode, statusID: status, document: payee.document,
    account: payee.account)
}

/// A run whose records are all in doubt, and an API that knows these.
func lost(_ count: Int, knowing records: [RemoteRecord]) async throws -> EngineFixture {
  let api = RememberingAPI()
  for record in records { api.plant(record) }
  let engine = try await EngineFixture(records: count) { request, _ in
    .success(api.reply(to: request))
  }
  try await engine.loseSightOfEverything()
  return engine
}
