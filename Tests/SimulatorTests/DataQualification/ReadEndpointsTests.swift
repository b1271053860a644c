import Foundation
import Testing

@testable import Simulator

@Suite("ReadEndpoints: GET /data-qualification …")
struct ReadEndpointsTests {
  @Test("services and statuses")
  func namedLists() async throws {
    try await withSimulator { api in
      let services = try await api.get("/services").array()
      #expect(services.compactMap { $0["id"] as? Int } == [1, 2, 3, 4, 5])
      let statuses = try await api.get("/status").array()
      #expect(statuses.count == 6)
      let cut = try await api.get("/status?per_page=2&page=3").array()
      #expect(cut.compactMap { $0["id"] as? Int } == [9, 999])
    }
  }

  @Test("one record by id and by code, 404 for others")
  func single() async throws {
    try await withSimulator { api in
      _ = try await api.create([Payee(code: "cc/1 ç"), Payee(code: "cc-2")])
      #expect(try await api.get("/2").object()["custom_code"] as? String == "cc-2")
      #expect(try await api.get("/custom-code/cc-2").object()["id"] as? Int == 2)
      let escaped = try await api.get("/custom-code/cc%2F1%20%C3%A7")
      #expect(try escaped.object()["id"] as? Int == 1)
      for path in ["/0", "/3", "/x", "/custom-code/none", "/9223372036854775808"] {
        let answer = try await api.get(path)
        #expect(answer.status == 404)
        let message = try answer.message()
        #expect(message != nil)
      }
    }
  }

  @Test("filters, order and pages over the wire")
  func list() async throws {
    try await withSimulator(clock: try ManualClock()) { api in
      _ = try await api.create((1...30).map { Payee(code: "c-\($0)") })
      _ = try await api.create([Payee(code: "m", document: "12ABC34501DE35")], service: 2)
      #expect(try await api.get("").codes().count == 15)
      #expect(try await api.get("?per_page=100").codes().count == 31)
      #expect(try await api.get("?per_page=10&page=4").codes() == ["m"])
      #expect(try await api.get("?sort=desc&per_page=2").codes() == ["m", "c-30"])
      #expect(try await api.get("?custom_code=c-7").codes() == ["c-7"])
      #expect(try await api.get("?document=12ABC34501DE35").codes() == ["m"])
      #expect(try await api.get("?created_at=2026-03-02&per_page=50").codes().count == 31)
      #expect(try await api.get("?created_at=2026-03-03").codes().isEmpty)
      #expect(try await api.get("?data_qualification_service_id=2").codes() == ["m"])
      #expect(try await api.get("?merchant_id=477&per_page=50").codes().count == 31)
      #expect(try await api.get("?status_flow_data_qualification_id=6").codes().isEmpty)
      #expect(try await api.get("?order_by=custom_code&sort=desc&per_page=1").codes() == ["m"])
      #expect(try await api.get("?order_by=color").status == 422)
    }
  }

  @Test("statuses advance with the clock: 1, 999, final")
  func statuses() async throws {
    let clock = try ManualClock()
    let settings = SimulatorSettings.with {
      $0.pace = Pace(received: .seconds(1), processing: .seconds(2))
    }
    try await withSimulator(settings, clock: clock) { api in
      _ = try await api.create([Payee(code: "a"), Payee(code: "b", name: "Ana T83")])
      var seen: [[Int]] = []
      for _ in 0..<4 {
        let records = try await api.get("").records()
        seen.append(records.compactMap { $0["status_flow_data_qualification_id"] as? Int })
        clock.advance(milliseconds: 1000)
      }
      #expect(seen == [[1, 1], [999, 9], [999, 9], [5, 9]])
    }
  }

  @Test("links name the host the caller used and keep its filters")
  func links() async throws {
    try await withSimulator { api in
      _ = try await api.create((1...3).map { Payee(code: "\($0)") })
      let answer = try await api.get("?page=1&per_page=1&sort=asc")
      let links = try answer.object()["links"] as? [String: Any]
      let next = links?["next"] as? String
      #expect(next?.hasSuffix("\(DataQualification.path)?per_page=1&sort=asc&page=2") == true)
    }
  }
}
