import Foundation
import Hummingbird

/// A server that repeats what it was told: the key, the whole request, the payees.
struct EchoingAPI: Sendable {
  /// How it repeats.
  enum Manner: String, CaseIterable, Sendable {
    /// Each batch is refused with the request as the reason.
    case refusal
    /// Each record is refused with its payee and the key as the reason.
    case lists
    /// Each record is refused with the whole batch as the reason, key and values in disguise.
    case disguise
    /// All are taken under another service, with the same reason.
    case otherService
    /// A page for people, which could mean anything.
    case page
    /// It fails, with a trace that quotes everything.
    case trace
    /// It refuses the key and says which one.
    case denial
    /// Lists have the key, in disguise, in every cell.
    case rows
  }

  let manner: Manner

  /// Runs it for as long as `body` runs, which is told the port.
  func whileRunning(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
    let router = Router()
    router.post("/v1/payout/data-qualification") { request, _ in
      let sent = try await request.body.collect(upTo: 1 << 20)
      return answer(String(buffer: sent), key: request.headers[.authorization] ?? "")
    }
    router.get("/**") { request, _ in
      reply(.unauthorized, "<html>Not allowed: \(request.headers[.authorization] ?? "")</html>")
    }
    for path in manner == .rows ? ["/v1/**", "/v2/**", "/v1/payout/data-qualification"] : [] {
      router.get(RouterPath(path)) { _, _ in reply(.ok, json(rows(Desk.token))) }
    }
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      router: router,
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      for await port in ports {
        try await body(port)
        break
      }
      group.cancelAll()
    }
  }

  private func answer(_ sent: String, key: String) -> Response {
    switch manner {
    case .refusal: reply(.unprocessableContent, json(["message": "\(key) sent \(sent)"]))
    case .lists: reply(.ok, json(["message": key, "info": ["errors": refusals(sent, key)]]))
    case .disguise, .rows: reply(.ok, json(["info": ["errors": disguised(sent, key)]]))
    case .otherService:
      reply(.ok, json(["info": ["uploadChangeService": disguised(sent, key)]]))
    case .page: reply(.ok, "<html><h1>\(key)</h1>\(sent)</html>")
    case .trace: reply(.internalServerError, "Exception in \(key): \(sent)")
    case .denial: reply(.unauthorized, json(["message": "unknown key \(key) for \(sent)"]))
    }
  }

  private func refusals(_ sent: String, _ key: String) -> [[String: Any]] {
    let object = try? JSONSerialization.jsonObject(with: Data(sent.utf8)) as? [String: Any]
    let records = object?["data"] as? [[String: Any]] ?? []
    return records.enumerated().map { index, record in
      let payee = (record["beneficiary"] as? [String: Any])?.values.map { "\($0)" }.sorted() ?? []
      return [
        "line": index + 1, "custom_code": record["custom_code"] ?? "",
        "batch_code": record["batch_code"] ?? "",
        "message": "\(key): \(payee.joined(separator: " | "))",
      ]
    }
  }

  /// What a careless server makes of it: percent signs, entities, blanks, other letters.
  private func disguised(_ sent: String, _ key: String) -> [[String: Any]] {
    let object = try? JSONSerialization.jsonObject(with: Data(sent.utf8)) as? [String: Any]
    let records = object?["data"] as? [[String: Any]] ?? []
    let values = records.flatMap { record in
      (record["beneficiary"] as? [String: Any])?.values.map { "\($0)" }.sorted() ?? []
    }
    let spaced = values.map { $0.map { "\($0)\u{200B}" }.joined() }
    let escaped = values.map { $0.unicodeScalars.map { "&#\($0.value);" }.joined() }
    let unicode = key.utf16.map { "\\u" + String(0x10000 + Int($0), radix: 16).dropFirst() }
    let login = Data(key.dropFirst("Bearer ".count).utf8).base64EncodedString()
    let says =
      [key.uppercased(), unicode.joined(), login]
      + (values + spaced + escaped).map { $0.lowercased() }
    return records.enumerated().map { index, record in
      [
        "custom_code": record["custom_code"] ?? "",
        "message": (says[(index % says.count)...] + says[..<(index % says.count)])
          .joined(separator: " | "),
      ]
    }
  }

  /// The key in codings, alone and behind what answers may begin with.
  static func disguises(of key: String) -> [String] {
    let coded = Data(key.utf8).base64EncodedString()
    let digits = key.utf8.map { String(0x100 + Int($0), radix: 16).dropFirst() }
    let percents = digits.map { "%" + $0 }.joined()
    return [
      coded, Data(coded.utf8).base64EncodedString(), digits.joined(), percents,
      String(key.reversed()), digits.joined().uppercased(), coded.lowercased(),
    ]
  }

  private func rows(_ key: String) -> [String: Any] {
    let beginnings = ["", "000201", "https://pay.example.org/?hash=", "2026-11-30 "]
    let texts = beginnings.flatMap { text in Self.disguises(of: key).map { text + $0 } }
    let rows = texts.indices.map { row in
      var members: [String: Any] = [:]
      for (index, path) in Self.members.split(whereSeparator: \.isWhitespace).enumerated() {
        let names = path.split(separator: ".").map { String($0) }
        let text: Any = texts[(row + index) % texts.count]
        members[names[0]] = names.dropFirst().reversed().reduce(text) { [$1: $0] }
      }
      members["id"] = row + 1
      members["refunds"] = [members]
      return members
    }
    return ["data": rows, "has_more": false, "last_page": 1]
  }

  private static let members = """
    invoice payment_method status.name description buyer.document.number payment_page pix.qr_code
    merchant.id created_at updated_at paid_at end_to_end_id reason wallet_error_code instructions
    client.id frequency entity entity_id category.name occurrence_at custom_code batch_code name
    document bank_code bank_branch account account_digit description_status reference_id
    statement_descriptor payment_method type transfer_number transfer_date bank_account
    """

  private func json(_ object: [String: Any]) -> String {
    let content = try? JSONSerialization.data(withJSONObject: object)
    return String(decoding: content ?? Data(), as: UTF8.self)
  }

  private func reply(_ status: HTTPResponse.Status, _ text: String) -> Response {
    Response(status: status, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
