import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The client nobody should write: what is not answered well is sent again.
///
/// The canary of the tests about double effects: where it does no harm, they prove nothing.
struct BlindClient {
  let port: Int
  let token: String

  private static let attempts = 4
  private static let session: URLSession = {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = 1
    configuration.timeoutIntervalForResource = 2
    return URLSession(configuration: configuration)
  }()

  func send(_ payees: [Payee], batchSize: Int) async throws {
    for start in stride(from: 0, to: payees.count, by: batchSize) {
      let batch = payees[start..<min(start + batchSize, payees.count)]
      try await send(request(Array(batch), number: start))
    }
  }

  private func send(_ request: URLRequest) async throws {
    for _ in 0..<Self.attempts {
      let answer = try? await Self.session.data(for: request)
      let status = (answer?.1 as? HTTPURLResponse)?.statusCode ?? 0
      let isReadable =
        answer.map { (try? JSONSerialization.jsonObject(with: $0.0)) != nil } ?? false
      if status == 200, isReadable { return }
    }
  }

  private func request(_ payees: [Payee], number: Int) throws -> URLRequest {
    let address = "http://127.0.0.1:\(port)/v1/payout/data-qualification"
    guard let url = URL(string: address) else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.setValue("close", forHTTPHeaderField: "Connection")
    request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    let records = payees.map { record($0, batch: "blind-\(number)") }
    request.httpBody = try JSONSerialization.data(
      withJSONObject: ["service_id": 1, "data": records])
    return request
  }

  private func record(_ payee: Payee, batch: String) -> [String: Any] {
    [
      "custom_code": payee.code, "batch_code": batch,
      "beneficiary": [
        "name": payee.name, "document": payee.document, "bank_code": payee.bank,
        "bank_branch": payee.branch, "bank_branch_digit": payee.branchDigit,
        "account": payee.account, "account_digit": payee.accountDigit,
        "account_type": payee.accountType,
      ],
    ]
  }
}
