import Foundation
import Testing

@testable import Simulator

@Suite("CreateEndpoint: POST /data-qualification")
struct CreateEndpointTests {
  @Test("all taken answers with a message only")
  func allTaken() async throws {
    try await withSimulator { api in
      let answer = try await api.create([Payee(code: "cc-1"), Payee(code: "cc-2")])
      #expect(answer.status == 200)
      #expect(try answer.object().keys.sorted() == ["message"])
      #expect(try await api.get("").codes() == ["cc-1", "cc-2"])
    }
  }

  @Test("one refused record brings the three lists, and the others are stored")
  func partial() async throws {
    try await withSimulator { api in
      let answer = try await api.create([
        Payee(code: "good"), Payee(code: "bad", name: "Ana T86"),
        Payee(code: "moved", name: "Ana T87"), Payee(code: "both", name: "Ana T88"),
      ])
      #expect(try answer.codes(inList: "errors") == ["bad", "both"])
      #expect(try answer.codes(inList: "uploadSuccess") == ["good", "both"])
      #expect(try answer.codes(inList: "uploadChangeService") == ["moved"])
      #expect(try await api.get("").codes() == ["good", "moved", "both"])
    }
  }

  @Test("the status of a partial outcome is a setting")
  func partialStatus() async throws {
    try await withSimulator(.with { $0.partialOutcomeStatus = 422 }) { api in
      #expect(try await api.create([Payee(code: "a")]).status == 200)
      let partial = try await api.create([Payee(code: "a"), Payee(code: "b")])
      #expect(partial.status == 422)
      #expect(try partial.codes(inList: "uploadSuccess") == ["b"])
    }
  }

  @Test("a stored code is refused when it comes again, in the same POST or later")
  func uniqueCodes() async throws {
    try await withSimulator { api in
      let first = try await api.create([Payee(code: "cc"), Payee(code: "cc")])
      #expect(try first.codes(inList: "errors") == ["cc"])
      #expect(first.text.contains("custom_code already exists"))
      let second = try await api.create([Payee(code: "cc", batch: "b-2")])
      #expect(try second.codes(inList: "errors") == ["cc"])
      let stats = try await api.stats()
      #expect(stats["double_effects"] as? Int == 0)
      #expect(stats["repeated_submissions"] as? Int == 2)
    }
  }

  @Test("without uniqueness a code stored twice is a double effect")
  func doubleEffects() async throws {
    try await withSimulator(.with { $0.uniqueness = false }) { api in
      for _ in 1...2 {
        let answer = try await api.create([Payee(code: "cc"), Payee(code: "other-\(UUID())")])
        #expect(try answer.codes(inList: "errors") == nil)
      }
      let stats = try await api.stats()
      #expect(stats["double_effects"] as? Int == 1)
      #expect(stats["doubled_custom_codes"] as? [String] == ["cc"])
      #expect(stats["custom_codes_by_effects"] as? [String: Int] == ["1": 2, "2": 1])
      #expect(try await api.get("?custom_code=cc").records().count == 2)
    }
  }

  @Test(
    "a POST that is wrong as a whole is refused as a whole",
    arguments: [
      ("{", 400), ("[]", 400), ("", 400), (#"{"service_id":1}"#, 422),
      (#"{"service_id":1,"data":[]}"#, 422), (Payee.batch([Payee(code: "x")], service: 6), 422),
      (Payee.batch([Payee(code: "x")], service: 0), 422),
    ])
  func wholeRefusals(body: String, status: Int) async throws {
    try await withSimulator { api in
      let answer = try await api.post(body)
      #expect(answer.status == status)
      let message = try answer.message()
      #expect(message?.isEmpty == false)
      #expect(try await api.get("").records().isEmpty)
    }
  }

  @Test("a body beyond the limit is 413")
  func bodyLimit() async throws {
    try await withSimulator(.with { $0.maximumBodyBytes = 100 }) { api in
      let answer = try await api.create([Payee(code: "a")])
      #expect(answer.status == 413)
    }
  }
}
