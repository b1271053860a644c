import Foundation
import Hummingbird
import Testing

extension Promises {
  /// `qualifica fetch` of Weepay's lists: another host, another way to give the key, offsets for pages.
  @Suite struct FetchWeepayTests {
    /// So many things, newest last, for whom the key is a Basic user name.
    private static func withWeepay(
      _ count: Int, most: Int = 100, showsTotal: Bool = true,
      _ body: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
      let key = "Basic " + Data("\(Desk.token):".utf8).base64EncodedString()
      let router = Router()
      router.get("/v1/{list}") { request, _ in
        guard request.headers[.authorization] == key else { return Response(status: .unauthorized) }
        let query = request.uri.queryParameters
        let offset = query["offset"].flatMap { Int($0) } ?? 0
        let limit = min(most, query["limit"].flatMap { Int($0) } ?? 100)
        let items = (0..<count).dropFirst(offset).prefix(limit).map { number -> [String: Any] in
          [
            "id": "t\(number)", "status": "succeeded", "amount": 100 + number,
            "created_at": "2026-11-15T12:00:00Z", "bank_account": ["bank_code": "001"],
            "payment_method": ["payment_type": "credit", "card": ["id": "secret-token"]],
          ]
        }
        var object: [String: Any] = [
          "items": Array(items), "has_more": offset + limit < count, "limit": limit,
          "offset": offset, "total": count,
        ]
        if !showsTotal { object["total"] = nil }
        let content = try JSONSerialization.data(withJSONObject: object)
        return Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(bytes: content)))
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

    @Test(
      "Transactions and transfers are read to their end", arguments: ["transactions", "transfers"])
    func lists(_ kind: String) async throws {
      try await Self.withWeepay(230) { desk in
        let end = try await desk.command([
          "fetch", kind, "-o", "list.csv", "--rate", "200", "--lang", "en", "--from", "2026-11-01",
          "--base-url", "http://127.0.0.1:\(desk.port ?? 0)",
        ])
        #expect(end.code == 0, "\(end.errors)")
        let table = try desk.table("list.csv")
        #expect(table["id"] == (0..<230).map { "t\($0)" } && table["amount"][1] == "1.01")
        #expect(try !desk.folder.text(of: "list.csv").contains("secret-token"))
      }
    }

    @Test(
      "A server that shows fewer things on a page than were asked for loses none of them",
      arguments: [true, false])
    func smallPages(_ showsTotal: Bool) async throws {
      try await Self.withWeepay(130, most: 30, showsTotal: showsTotal) { desk in
        let end = try await desk.command([
          "fetch", "transfers", "-o", "list.csv", "--rate", "200", "--lang", "en",
          "--base-url", "http://127.0.0.1:\(desk.port ?? 0)",
        ])
        #expect(end.code == 0, "\(end.errors)")
        #expect(try desk.table("list.csv")["id"] == (0..<130).map { "t\($0)" })
      }
    }

    @Test("There is no sandbox of Weepay: 78 with what to do")
    func sandbox() async throws {
      let desk = try Desk(port: nil)
      let end = try await desk.command(["fetch", "transfers", "-o", "list.csv", "--lang", "en"])
      #expect(end.code == 78 && end.errors.contains("--base-url"), "\(end.errors)")
      #expect(
        end.errors.hasPrefix("fetch transfers: ") && !end.errors.contains("sent")
          && !end.errors.contains("--simulate"), "\(end.errors)")
    }
  }
}
