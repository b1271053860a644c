import Hummingbird
import Testing

@testable import Simulator

@Suite("AccessControl, AccessRule, ConnectionContext, Reply")
struct AccessControlTests {
  @Test(
    "which Authorization headers carry a token",
    arguments: [
      ("Bearer abc", "abc"), ("bearer abc", "abc"), ("Bearer ", nil), ("Bearer", nil),
      ("Basic abc", nil), ("Bearer a b", nil), ("", nil), ("Bearer: abc", nil),
    ] as [(String, String?)])
  func tokens(header: String, token: String?) {
    #expect(AccessRule.bearerToken(header) == token)
  }

  @Test(
    "which Basic logins carry a token as user name, without a password",
    arguments: [
      ("Basic YWJjOg==", "abc"), ("basic YWJjOg==", "abc"), ("Basic YWJjOmQ=", nil),
      ("Basic YWJj", nil), ("Basic Og==", nil), ("Basic !", nil), ("Bearer YWJjOg==", nil),
    ] as [(String, String?)])
  func userNames(header: String, token: String?) {
    #expect(AccessRule.userName(header) == token)
  }

  @Test("the token first, then the address")
  func order() {
    let rule = AccessRule(token: "t", allowedIPs: ["10.0.0.1"])
    #expect(rule.verdict(token: "t", remoteIP: "10.0.0.2") == .wrongAddress)
    #expect(rule.verdict(token: "t", remoteIP: nil) == .wrongAddress)
    #expect(rule.verdict(token: nil, remoteIP: nil) == .wrongToken)
    #expect(rule.verdict(token: "x", remoteIP: "10.0.0.2") == .wrongToken)
    #expect(rule.verdict(token: "x", remoteIP: "10.0.0.1") == .wrongToken)
    #expect(rule.verdict(token: "t", remoteIP: "10.0.0.1") == .admitted(token: "t"))
    let open = AccessRule(token: nil, allowedIPs: nil)
    #expect(open.verdict(token: "any", remoteIP: nil) == .admitted(token: "any"))
    #expect(open.verdict(token: nil, remoteIP: nil) == .wrongToken)
  }

  @Test("401 for a missing or wrong token, with a message, on reads and writes")
  func unauthorized() async throws {
    try await withSimulator(.with { $0.token = "right" }) { api in
      for token in [nil, "wrong"] {
        var caller = api
        caller.token = token
        for answer in [
          try await caller.get("/services"), try await caller.create([Payee(code: "a")]),
        ] {
          #expect(answer.status == 401)
          #expect(try answer.object().keys.sorted() == ["message"])
        }
      }
      var caller = api
      caller.token = "right"
      #expect(try await caller.get("").records().isEmpty)
      #expect(try await api.stats()["unauthorized"] as? Int == 4)
    }
  }

  @Test("403 for an address that is not on the list")
  func addresses() async throws {
    try await withSimulator(.with { $0.allowedIPs = ["192.0.2.1"] }) { api in
      let answer = try await api.get("/services")
      #expect(answer.status == 403)
    }
    for writing in ["127.0.0.1", "::ffff:127.0.0.1", "::FFFF:7f00:1"] {
      try await withSimulator(.with { $0.allowedIPs = ["192.0.2.1", writing] }) { api in
        let answer = try await api.get("/services")
        #expect(answer.status == 200)
      }
    }
  }

  @Test("beyond the rate, 429 with Retry-After, until the second is over")
  func rate() async throws {
    let clock = try ManualClock()
    try await withSimulator(.with { $0.requestsPerSecond = 3 }, clock: clock) { api in
      var statuses: [Int] = []
      for _ in 1...5 { statuses.append(try await api.get("/services").status) }
      #expect(statuses == [200, 200, 200, 200, 429])
      let refused = try await api.get("/services")
      #expect(refused.retryAfter == "1")
      clock.advance(milliseconds: 1000)
      #expect(try await api.get("/services").status == 200)
      let stats = try await api.stats()
      #expect(stats["throttled"] as? Int == 2 && stats["peak_requests_per_second"] as? Int == 6)
    }
  }

  @Test("a reply is JSON with its message; headers are its own")
  func reply() {
    let reply = Reply(status: 429, message: "a \"b\"", retryAfter: "2")
    #expect(reply.body.text == #"{"message":"a \"b\""}"#)
    #expect(reply.headers.map(\.value).sorted() == ["2", "application/json"])
  }
}
