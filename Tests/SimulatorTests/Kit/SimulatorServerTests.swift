import Foundation
import HummingbirdTesting
import Testing

@testable import Simulator

@Suite("SimulatorServer, SimulatorSettings, SimulatorKit")
struct SimulatorServerTests {
  @Test("records survive a restart, and their codes stay taken")
  func restart() async throws {
    try await withTemporaryPath { path in
      let settings = SimulatorSettings.with { $0.storeFile = path }
      try await withSimulator(settings) { api in
        _ = try await api.create([Payee(code: "a"), Payee(code: "b", name: "Ana T81")])
      }
      // A process killed in the middle of a line leaves it torn.
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(#"{"id":3,"stored_ms":1"#.utf8))
      try handle.close()
      try await withSimulator(settings) { api in
        let stored = try await api.get("").records()
        #expect(stored.compactMap { $0["custom_code"] as? String } == ["a", "b"])
        let statuses = stored.compactMap { $0["status_flow_data_qualification_id"] as? Int }
        #expect(statuses == [5, 6])
        let again = try await api.create([Payee(code: "a"), Payee(code: "c")])
        #expect(try again.codes(inList: "errors") == ["a"])
      }
      try await withSimulator(settings) { api in
        let codes = try await api.get("").codes()
        #expect(codes == ["a", "b", "c"])
      }
    }
  }

  @Test("the line is in the file before the answer is out, and holds no token")
  func writtenFirst() async throws {
    try await withTemporaryPath { path in
      try await withSimulator(.with { $0.storeFile = path }) { api in
        _ = try await api.create([Payee(code: "a")])
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(#""custom_code":"a""#) && !text.contains("test-token"))
      }
    }
  }

  @Test("an unusable store file stops the start")
  func unusableStore() async {
    await #expect(throws: SimulatorError.self) {
      try await withSimulator(.with { $0.storeFile = "/nonexistent/store" }) { _ in }
    }
  }

  @Test("a port in use stops the start")
  func portInUse() async throws {
    try await withSimulator { api in
      _ = try await api.stats()
      _ = await #expect(throws: (any Error).self) {
        try await withSimulator(.with { $0.port = api.port }) { _ in }
      }
    }
  }

  @Test("the end comes at once, even while a caller keeps its connection open")
  func endWithOpenConnection() async throws {
    let client = try await SimulatorServer.withRunning(.immediate) { port in
      let client = TestClient(host: "127.0.0.1", port: port)
      client.connect()
      _ = try await client.get("/__simulator/stats")
      return client
    }
    try? await client.shutdown()
  }

  @Test("an error of the body ends the server and is passed on")
  func bodyError() async {
    struct Expected: Error {}
    await #expect(throws: Expected.self) {
      try await withSimulator { api in
        _ = try await api.stats()
        throw Expected()
      }
    }
  }

  @Test("the seeded rehearsal is served: the first POST never gets its plain answer")
  func rehearsal() async throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      let settings = SimulatorSettings.with { $0.faults = FaultPlan(seed: seed) }
      try await SimulatorServer.withRunning(settings) { port in
        let answer = try? await Caller.onNewConnection(port: port) { api in
          try await api.create([Payee(code: "a")])
        }
        #expect(answer?.text != #"{"message":"All records processed successfully"}"#)
      }
    }
  }
}
