import Foundation
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

@testable import Simulator

/// An invented operation: one note per request, put under a name of the caller's choice.
private final class Notes: SimulatedOperation {
  static let path = "/v1/invented/notes"

  let kit: SimulatorKit
  let store = Mutex(RecordStore<Bool>())
  let callbacks = CallbackQueue()

  init(kit: SimulatorKit) { self.kit = kit }

  var effects: StoredEffects { store.withLock { $0.effects } }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    root.put("\(Self.path)/:name") { [self] request, context in
      let delivery = kit.delivery(.post, "put_note", context)
      let text = try await request.body.collect(upTo: 1000)
      if let response = await delivery.responseBeforeStoring() { return response }
      let name = try context.parameters.require("name")
      store.withLock { store in
        store.append(
          NewRecord(
            texts: [name, String(buffer: text)], facts: true, storedAt: kit.now(), token: "t"))
        callbacks.insert(.init(due: kit.now(), record: store.records.count - 1, status: 1))
      }
      return try await delivery.response(to: Reply(body: Array(name.utf8)))
    }
  }

  func callback(for entry: CallbackQueue.Entry) -> Callback? {
    store.withLock { store in
      Callback(url: store.texts(of: entry.record)[1], body: Array("{}".utf8), token: "t")
    }
  }
}

@Suite("SimulatedOperation: a second operation is served beside the first by the same kit")
struct SecondOperationTests {
  private func withBoth<Value: Sendable>(
    _ settings: SimulatorSettings = .immediate,
    _ body: @escaping @Sendable (Caller, String) async throws -> Value
  ) async throws -> Value {
    let server = SimulatorServer(
      settings: settings, now: { Date() }, sleep: { _ in await Task.yield() }
    ) { kit in [try DataQualification(kit: kit), Notes(kit: kit)] }
    return try await server.whileRunning { port in
      try await TestClient.withClient(host: "127.0.0.1", port: port) { client in
        try await body(Caller(client: client, port: port), Notes.path)
      }
    }
  }

  private func put(_ api: Caller, _ path: String, _ text: String = "") async throws -> Int {
    let headers: HTTPFields = api.token.map { [.authorization: "Bearer \($0)"] } ?? [:]
    return try await api.client.put(path, headers: headers, body: ByteBuffer(string: text))
      .status.code
  }

  @Test("routes, access control, counts and effects are those of the kit")
  func served() async throws {
    try await withBoth(.with { $0.token = "right" }) { api, path in
      var caller = api
      var statuses = [try await put(caller, path + "/a")]
      caller.token = "right"
      for name in ["a", "b", "b"] { statuses.append(try await put(caller, "\(path)/\(name)")) }
      statuses.append(try await caller.create([Payee(code: "c")]).status)
      #expect(statuses == [401, 200, 200, 200, 200])
      let stats = try await caller.stats()
      #expect(stats["records"] as? Int == 4 && stats["unauthorized"] as? Int == 1)
      #expect(stats["doubled_custom_codes"] as? [String] == ["b"])
      #expect(stats["requests_by_kind"] as? [String: Int] == ["create": 1, "put_note": 3])
    }
  }

  @Test("faults strike it")
  func faults() async throws {
    let plan = FaultPlan(rules: [FaultRule(.post, Fault(.throttle), at: [2])])
    try await withBoth(.with { $0.faults = plan }) { api, path in
      let statuses = [try await put(api, path + "/a"), try await put(api, path + "/b")]
      #expect(statuses == [200, 429])
      let stats = try await api.stats()
      #expect(stats["records"] as? Int == 1)
    }
  }

  @Test("its callbacks are sent")
  func callbacks() async throws {
    try await withSimulator(.receiver) { receiver in
      try await withBoth { api, path in
        let url = "http://127.0.0.1:\(receiver.port)\(DataQualification.path)"
        let status = try await put(api, path + "/a", url)
        #expect(status == 200)
        while try await api.stats()["callbacks_delivered"] as? Int != 1 {}
        let stats = try await receiver.stats()
        #expect(stats["posts"] as? Int == 1 && stats["unauthorized"] as? Int == 0)
      }
    }
  }
}
