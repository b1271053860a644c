import Foundation
import Hummingbird
import QualificaTestKit
import Testing

import BulkEngine
@testable import qualifica

extension Promises {
  /// `doctor --operation` says which permission is missing, and tells key, address and permission apart.
  @Suite struct DoctorPermissionTests {
    /// A server whose paths answer with these statuses, by their beginnings; 403 with this sentence.
    private static func withAPI(
      _ statuses: [String: Int], says: String = "Forbidden",
      _ body: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
      let router = Router()
      router.get("**") { request, _ in
        let path = request.uri.path
        let status = statuses.first { path.hasPrefix($0.key) }?.value ?? 404
        return Response(
          status: HTTPResponse.Status(code: status),
          body: ResponseBody(
            byteBuffer: ByteBuffer(string: status == 200 ? "{}" : #"{"message":"\#(says)"}"#)))
      }
      let (ports, port) = AsyncStream.makeStream(of: Int.self)
      let application = Application(
        router: router,
        configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) })
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await application.run() }
        for await port in ports {
          try await body(try Desk(port: port))
          break
        }
        group.cancelAll()
      }
    }

    private static func doctor(
      _ desk: Desk, _ operation: String, _ more: [String] = []
    ) async throws -> (end: CommandEnd, permission: [String: Any], guide: [[String: Any]]) {
      let end = try await desk.command(
        [
          "doctor", "--json", "--lang", "en", "--timeout", "3s", "--operation", operation,
          "--base-url", "http://127.0.0.1:\(desk.port ?? 0)",
        ] + more)
      #expect(try SchemaSubset(named: "doctor").problems(in: Array(end.output.utf8)) == [])
      let checks = try Desk.object(Data(end.output.utf8))["checks"] as? [[String: Any]] ?? []
      let found = checks.first { $0["name"] as? String == "permission" } ?? [:]
      return (end, found, checks.filter { $0["name"] as? String == "guide" })
    }

    @Test("Where the operation's own read works, what cannot be tried is named")
    func works() async throws {
      try await Self.withAPI(["/v2/payin": 200]) { desk in
        let (end, permission, guide) = try await Self.doctor(desk, "charge")
        #expect(end.code == 0, "\(end.output)")
        #expect("\(permission["message"] ?? "")".contains("payin.write"))
        #expect(guide.count == 3 && guide.contains { $0["state"] as? String == "ok" })
      }
      try await Self.withAPI(["/v1/payin/clients/477": 404]) { desk in
        let (end, permission, _) = try await Self.doctor(
          desk, "recipient-update", ["--merchant-id", "477"])
        #expect(end.code == 0 && permission["state"] as? String == "ok", "\(end.output)")
      }
    }

    @Test(
      "401, a missing permission and an address that is not allowed are told apart",
      arguments: [
        ([:], "x", "address or permission"), (["/v1/payout": 200], "x", "permission is missing"),
        ([:], "User lacks the permission", "permission is missing"),
        ([:], "IP not allowed", "address is not allowed"),
        ([:], "No permission from this IP", "address or permission"),
        ([:], "Invalid API key", "key is refused"),
        ([:], "This API key may not be used from this IP address", "address is not allowed"),
        (["/v2/payin": 401], "x", "key is refused"),
        (["/v2/payin": 401], "Unauthorized: IP not allowed", "address is not allowed"),
        (["/v2/payin": 401], "Invalid API key or IP address", "key, address or permission"),
      ])
    func refused(_ others: [String: Int], _ says: String, _ words: String) async throws {
      let statuses = ["/v2/payin": 403, "/v1/payout": 403].merging(others) { $1 }
      try await Self.withAPI(statuses, says: says) { desk in
        let (end, permission, _) = try await Self.doctor(desk, "charge")
        #expect(end.code == 77, "\(end.output)")
        #expect("\(permission["message"] ?? "")".contains(words), "\(end.output)")
      }
    }

    @Test(
      "The words are read in both of the vendor's forms, and not the names of members",
      arguments: [
        (#"{"message":"Forbidden","ip":"192.0.2.1"}"#, RefusalReason.unknown),
        (#"{"error":{"code":"unauthorized","message":"IP not allowed"}}"#, .address),
        (#"{"error":"missing permission"}"#, .permission), ("<h1>Sem permissão</h1>", .permission),
        ("", .unknown), (#"{"message":"Endereço não liberado"}"#, .address),
        (#"{"message":"Chave inválida"}"#, .key),
      ])
    func words(_ body: String, _ reason: RefusalReason) {
      #expect(RefusalReason(Reply(status: 403, body: Array(body.utf8)), other: nil) == reason)
    }

    @Test("An operation that does not exist is 64")
    func unknown() async throws {
      let desk = try Desk(port: nil)
      #expect(try await desk.command(["doctor", "--operation", "charges"]).code == 64)
    }
  }
}
