import QualificaTestKit

@testable import BulkEngine
@testable import Operations

/// What an earlier run sent for a payee, as the API shows it.
func earlier(_ number: Int, _ status: Int) -> RemoteRecord {
  let payee = Payees.payee(number)
  return RemoteRecord(
    id: 100 + number, customCode: "old\(number)", statusID: status, document: payee.document,
    account: payee.account, batchCode: "k7m2p9qa-x-00001")
}

/// A run whose records follow others.
func corrected(
  _ count: Int, new: Int? = nil, byHand: Bool = false, operation: TestOperation = TestOperation(),
  answer: @escaping @Sendable (Request) -> ScriptedTransport.Answer
) async throws -> EngineFixture {
  try await EngineFixture(
    records: count, pace: PaceSettings(rate: 1_000, concurrency: 1), operation: operation,
    changing: { record in
      record.amountInCents = operation.traits.needsAmount ? 12_345 : nil
      guard record.number != new else { return }
      record.predecessor = Predecessor(
        customCode: "old\(record.number)", isReplacedByHand: byHand)
    }
  ) { request, _ in answer(request) }
}

func corrected(
  _ count: Int, knowing records: [RemoteRecord]
) async throws -> EngineFixture {
  let api = RememberingAPI()
  for record in records { api.plant(record) }
  return try await corrected(count) { request in
    guard let code = request.wantedCode else { return .success(api.reply(to: request)) }
    let found = api.records.filter { $0.customCode.lowercased() == code }
    return .success(.showing(found, lastPage: 1))
  }
}
