import Foundation
import Synchronization
import Testing

@testable import Simulator

@Suite("KeyRoutes: keys are shown once, and end at once")
struct KeyTests {
  private static func path(_ user: Int, _ more: String = "") -> String {
    "/dashboard/users/\(user)/keys\(more)"
  }

  @Test("A key needs an address and a fresh code, and is in one answer only")
  func made() async throws {
    try await withDashboard { api, clock in
      let moderator = try await Moderator(api, clock)
      let user = try await moderator.madeUser()
      let caller = try await moderator.signedIn()
      func create(_ addresses: String, _ code: String) async throws -> Caller.Answer {
        try await caller.send(
          .post, Self.path(user), #"{"allowed_ips":\#(addresses),"code":"\#(code)"}"#)
      }
      for addresses in ["[]", "null", #"["10.0.0.0/8"]"#, #"["127.0.0.1","loja"]"#, "[1]"] {
        let answer = try await create(addresses, moderator.code())
        #expect(answer.status == 422, "\(addresses)")
        #expect(try answer.fields() == ["allowed_ips"])
      }
      let here = #"["127.0.0.1"]"#
      #expect(try await create(here, "").status == 422)
      #expect(try await create(here, "123456").status == 403)
      let code = moderator.code()
      let answer = try await create(here, code)
      #expect(answer.status == 201)
      let key = try #require(try answer.object()["key"] as? String)
      #expect(try await create(here, code).status == 403)
      #expect(key.count > 40)
      let keyID = try #require(try answer.object()["id"] as? String)
      #expect(try await api.with(key).get("/services").status == 403)
      try await moderator.permit([.qualificationRead], user)
      #expect(try await api.with(key).get("/services").status == 200)
      let reader = try await moderator.signedIn()
      for path in [Self.path(user), "/dashboard/users/\(user)", "/dashboard/users"] {
        let shown = try await reader.send(.get, path)
        #expect(shown.status == 200 && shown.text.contains(keyID))
        #expect(!shown.text.contains(key) && !shown.text.contains("\"key\""))
      }
      let listed = try await reader.send(.get, Self.path(user)).array()
      #expect(listed.count == 1 && listed[0]["allowed_ips"] as? [String] == ["127.0.0.1"])
      #expect((listed[0]["last_used_at"] as? String)?.hasSuffix("Z") == true)
    }
  }

  @Test("Addresses, permissions, keys and users change from the next request on, on one connection")
  func atOnce() async throws {
    try await withDashboard { api, clock in
      let moderator = try await Moderator(api, clock)
      let user = try await moderator.madeUser("API", [.qualificationRead])
      let old = try await moderator.madeKey(of: user)
      let new = try await moderator.madeKey(of: user, ["::ffff:127.0.0.1"])
      func status(_ key: String) async throws -> Int {
        try await api.with(key).get("/services").status
      }
      #expect(try await [status(old.key), status(new.key)] == [200, 200])

      let path = Self.path(user, "/\(old.id)")
      func setAddress(_ address: String, _ code: String) async throws -> Int {
        try await moderator.signedIn().send(
          .put, path + "/allowed-ips", #"{"allowed_ips":["\#(address)"],"code":"\#(code)"}"#
        ).status
      }
      #expect(try await setAddress("192.0.2.1", "654321") == 403)
      #expect(try await status(old.key) == 200)
      let caller = try await moderator.signedIn()
      let move = #"{"allowed_ips":["192.0.2.1"],"code":"\#(moderator.code())"}"#
      #expect(try await caller.send(.put, path + "/allowed-ips", move).status == 200)
      #expect(try await [status(old.key), status(new.key)] == [403, 200])

      // Rotation: the new key works, the old one ends.
      #expect(try await caller.send(.delete, path, #"{"code":"111111"}"#).status == 403)
      #expect(try await caller.send(.delete, path).status == 422)
      let end = #"{"code":"\#(moderator.code())"}"#
      #expect(try await caller.send(.delete, path, end).status == 204)
      #expect(try await [status(old.key), status(new.key)] == [401, 200])
      #expect(try await caller.send(.delete, path, end).status == 404)

      try await moderator.permit([], user)
      #expect(try await status(new.key) == 403)
      try await moderator.permit([.qualificationRead], user)
      #expect(try await status(new.key) == 200)
      let last = try await moderator.signedIn()
      #expect(try await last.send(.delete, "/dashboard/users/\(user)").status == 204)
      #expect(try await status(new.key) == 401)
      #expect(try await last.send(.get, Self.path(user)).status == 404)
    }
  }

  @Test("A restart keeps users and keys, ends logins, and the file holds no secret")
  func restart() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let clock = try ManualClock()
    let told = Mutex(Told())
    try await withDashboard(storeFile: file, clock: clock) { api, clock in
      let moderator = try await Moderator(api, clock)
      let user = try await moderator.madeUser("API", [.qualificationRead, .payinWrite])
      let gone = try await moderator.madeUser("Gone", [.qualificationRead])
      let keys = [
        try await moderator.madeKey(of: user).key, try await moderator.madeKey(of: gone).key,
      ]
      let caller = try await moderator.signedIn()
      _ = try await caller.send(.delete, "/dashboard/users/\(gone)")
      #expect(try await api.with(keys[0]).charge(Bill(number: "n1")).status == 201)
      told.withLock {
        $0 = Told(
          texts: keys + [Moderator.password, moderator.codes.base32], login: caller.token ?? "",
          codes: moderator.codes)
      }
    }
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let kept = told.withLock { $0 }
    for secret in kept.texts { #expect(!text.contains(secret)) }
    try await withDashboard(storeFile: file, clock: clock) { api, clock in
      #expect(try await api.with(kept.texts[0]).get("/services").status == 200)
      #expect(try await api.with(kept.texts[0]).invoices("") == ["n1"])
      #expect(try await api.with(kept.texts[1]).get("/services").status == 401)
      #expect(try await api.with(kept.login).send(.get, "/dashboard/users").status == 401)
      let person = #"{"name":"x","email":"x@example.org","company":"x"}"#
      #expect(try await api.with(nil).send(.post, "/dashboard/users", person).status == 401)
      // The last code was used before the restart.
      let step = TimeCode.step(of: Moment(clock.now))
      let code = kept.codes.code(step: step)
      #expect(try await api.signIn(Moderator.email, Moderator.password, code) == "")
      let next = kept.codes.code(step: step + 1)
      let caller = api.with(try await api.signIn(Moderator.email, Moderator.password, next))
      // An id is never given again.
      let made = try await caller.send(.post, "/dashboard/users", person).object()
      #expect(made["id"] as? Int == 4)
    }
  }

  /// What the first process told: keys, passwords, a login, the codes.
  private struct Told {
    var texts: [String] = []
    var login = ""
    var codes = TimeCode()
  }
}
