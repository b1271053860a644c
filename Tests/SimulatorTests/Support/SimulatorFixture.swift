import Foundation
import Hummingbird
import HummingbirdTesting
import Synchronization

@testable import Simulator

/// A clock that stands still until it is moved.
final class ManualClock: Sendable {
  private let date: Mutex<Date>

  init(_ text: String = "2026-03-02T12:00:00Z") throws {
    date = Mutex(try Date(text, strategy: .iso8601))
  }

  var now: Date { date.withLock { $0 } }

  func advance(milliseconds: Int) {
    date.withLock { $0 += Double(milliseconds) / 1000 }
  }
}

/// A caller of one running simulator.
struct Caller: Sendable {
  let client: TestClient
  let port: Int
  var token: String? = "test-token"
  /// Whether the token is sent as a user name.
  var isBasic = false

  struct Answer {
    let status: Int
    let headers: HTTPFields
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    var retryAfter: String? { headers[.retryAfter] }

    /// The body as Foundation reads it: an opinion of its own about what JSON is.
    func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(body)) }
    func object() throws -> [String: Any] { try json() as? [String: Any] ?? [:] }
    func array() throws -> [[String: Any]] { try json() as? [[String: Any]] ?? [] }
    /// The records of a page.
    func records() throws -> [[String: Any]] { try object()["data"] as? [[String: Any]] ?? [] }
    func codes() throws -> [String] { try records().compactMap { $0["custom_code"] as? String } }
    func message() throws -> String? { try object()["message"] as? String }

    /// The `custom_code`s of `errors` and `uploadSuccess`, nil when there are no lists.
    func errorsAndSuccesses() throws -> [[String]?] {
      [try codes(inList: "errors"), try codes(inList: "uploadSuccess")]
    }

    /// The `custom_code`s of one list of a create answer, nil when there are no lists.
    func codes(inList name: String) throws -> [String]? {
      let info = try object()["info"] as? [String: Any]
      let entries = info?[name] as? [[String: Any]]
      return entries?.compactMap { $0["custom_code"] as? String }
    }
  }

  /// A caller whose connection nothing has touched yet.
  static func onNewConnection<Value: Sendable>(
    port: Int, _ body: @escaping @Sendable (Caller) async throws -> Value
  ) async throws -> Value {
    try await TestClient.withClient(host: "127.0.0.1", port: port) { client in
      try await body(Caller(client: client, port: port))
    }
  }

  func get(_ path: String) async throws -> Answer {
    try await answer(client.get(DataQualification.path + path, headers: headers))
  }

  func post(_ body: String) async throws -> Answer {
    try await answer(
      client.post(
        DataQualification.path, headers: headers, body: ByteBuffer(string: body)))
  }

  /// Sends any request to any path.
  func send(_ method: Method, _ path: String, _ body: String = "") async throws -> Answer {
    let body = ByteBuffer(string: body)
    return switch method {
    case .get: try await answer(client.get(path, headers: headers))
    case .post: try await answer(client.post(path, headers: headers, body: body))
    case .put: try await answer(client.put(path, headers: headers, body: body))
    case .delete: try await answer(client.delete(path, headers: headers, body: body))
    }
  }

  enum Method { case get, post, put, delete }

  func create(_ records: [Payee], service: Int = 1) async throws -> Answer {
    try await post(Payee.batch(records, service: service))
  }

  func statsBody() async throws -> [UInt8] {
    try await answer(client.get("/__simulator/stats")).body
  }

  func stats() async throws -> [String: Any] {
    try await answer(client.get("/__simulator/stats")).object()
  }

  private var headers: HTTPFields {
    guard let token else { return [:] }
    let login = Data("\(token):".utf8).base64EncodedString()
    return [.authorization: isBasic ? "Basic \(login)" : "Bearer \(token)"]
  }

  private func answer(_ response: TestClient.Response) -> Answer {
    Answer(
      status: response.status.code, headers: response.headers,
      body: response.body.map { Array($0.readableBytesView) } ?? [])
  }
}

/// An invented payee.
struct Payee {
  var code: String
  var batch = "b-1"
  var account = "12345600"
  var name = "Ana Souza"
  var document = "11144477735"
  var accountType = "CHECKING"
  var amount: Double?
  var notificationURL: String?

  /// The body of a POST, put together by hand so that the reader under test is not its own judge.
  static func batch(_ payees: [Payee], service: Int = 1, merchant: Int? = nil) -> String {
    let merchantMember = merchant.map { "\"merchant_id\":\($0)," } ?? ""
    let records = payees.map(\.json).joined(separator: ",")
    return "{\(merchantMember)\"service_id\":\(service),\"data\":[\(records)]}"
  }

  private var json: String {
    let amountMember = amount.map { "\"amount\":\($0)," } ?? ""
    let urlMember = notificationURL.map { "\"notification_url\":\"\($0)\"," } ?? ""
    return """
      {\(amountMember)\(urlMember)"custom_code":"\(code)","batch_code":"\(batch)","beneficiary":{\
      "name":"\(name)","bank_code":"001","bank_branch":"0123","bank_branch_digit":"",\
      "account":"\(account)","account_digit":"5","account_type":"\(accountType)",\
      "document":"\(document)","document_type":"cpf","city":"Curitiba"}}
      """
  }
}

/// Runs a simulator on a port of the system's choice and one caller of it.
func withSimulator<Value: Sendable>(
  _ settings: SimulatorSettings = .immediate, clock: ManualClock? = nil,
  _ body: @escaping @Sendable (Caller) async throws -> Value
) async throws -> Value {
  let server = SimulatorServer(
    settings: settings, now: { clock?.now ?? Date() }, sleep: { _ in await Task.yield() })
  return try await server.whileRunning { port in
    try await TestClient.withClient(host: "127.0.0.1", port: port) { client in
      try await body(Caller(client: client, port: port))
    }
  }
}

extension SimulatorSettings {
  /// Every record has its final status at once.
  static var immediate: SimulatorSettings {
    var settings = SimulatorSettings()
    settings.pace = .immediate
    return settings
  }

  /// Answers every POST with 200, so that a callback sent to it arrives at the first try.
  static var receiver: SimulatorSettings {
    with { $0.faults = FaultPlan(rules: [FaultRule(.post, Fault(.html))]) }
  }

  static func with(_ change: (inout SimulatorSettings) -> Void) -> SimulatorSettings {
    var settings = SimulatorSettings.immediate
    change(&settings)
    return settings
  }
}
