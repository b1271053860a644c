import Foundation
import Testing

@testable import Simulator

@Suite("Dashboard, DashboardRoutes, SessionRoutes: users, roles, logins")
struct DashboardTests {
  private static let users = "/dashboard/users"

  private static func person(_ name: String, _ more: String = "") -> String {
    #"{"name":"\#(name)","email":"\#(name)@example.org","company":"Exemplo"\#(more)}"#
  }

  @Test("The first user needs no login, is a Moderator, and sees a made password once")
  func first() async throws {
    try await withDashboard { api, _ in
      let api = api.with(nil)
      #expect(try await api.send(.get, Self.users).status == 401)
      for body in ["", "[]", #"{"name":"a"}"#, Self.person(""), #"{"name":"a","email":"a"}"#] {
        #expect(try await api.send(.post, Self.users, body).status == 422, "\(body)")
      }
      #expect(try await api.send(.post, Self.users, "{").status == 400)
      let made = try await api.send(.post, Self.users, Self.person("ana"))
      #expect(made.status == 201)
      let user = try made.object()
      #expect(user["roles"] as? [String] == ["view", "write", "moderator"])
      let password = try #require(user["password"] as? String)
      // Everybody else is made by a Moderator.
      #expect(try await api.send(.post, Self.users, Self.person("eva")).status == 401)
      let token = try await api.signIn("ANA@example.org", password)
      let list = try await api.with(token).send(.get, Self.users)
      #expect(list.status == 200 && !list.text.contains(password))
      #expect(try list.array().count == 1 && !list.text.contains("\"password\""))
    }
  }

  @Test("Without two-factor authentication a Moderator can only view")
  func viewOnly() async throws {
    try await withDashboard { api, clock in
      let body = Self.person("ana", #","password":"senha-inventada""#)
      #expect(try await api.send(.post, Self.users, body).status == 201)
      let caller = api.with(try await api.signIn("ana@example.org", "senha-inventada"))
      #expect(try await caller.send(.get, Self.users).status == 200)
      let refused = try await caller.send(.post, Self.users, Self.person("eva"))
      #expect(refused.status == 403 && refused.text.contains("two-factor"))
      let keys = "\(Self.users)/1/keys"
      let key = #"{"allowed_ips":["127.0.0.1"],"code":"000000"}"#
      #expect(try await caller.send(.post, keys, key).status == 403)
      let secret = try await caller.send(.post, "/dashboard/two-factor").object()
      #expect((secret["uri"] as? String)?.hasPrefix("otpauth://totp/") == true)
      // Only a code of the secret turns it on.
      let wrong = try await caller.send(.put, "/dashboard/two-factor", #"{"code":"1"}"#)
      #expect(wrong.status == 403)
      let codes = TimeCode(secret: Base32.bytes(secret["secret"] as? String ?? ""))
      let code = codes.code(step: TimeCode.step(of: Moment(clock.now)))
      let done = try await caller.send(.put, "/dashboard/two-factor", #"{"code":"\#(code)"}"#)
      #expect(done.status == 200)
      #expect(try await caller.send(.post, Self.users, Self.person("eva")).status == 201)
      #expect(try await caller.send(.post, "/dashboard/two-factor").status == 409)
    }
  }

  private static func login(_ api: Caller, _ password: String, _ digits: String?) async throws
    -> Caller.Answer
  {
    let more = digits.map { #","digits":"\#($0)""# } ?? ""
    return try await api.with(nil).send(
      .post, "/auth/login",
      #"{"email":"\#(Moderator.email)","password":"\#(password)"\#(more)}"#)
  }

  @Test("A login needs password and code, and lasts five minutes")
  func login() async throws {
    try await withDashboard { api, clock in
      let moderator = try await Moderator(api, clock)
      let code = moderator.code()
      #expect(try await Self.login(api, "falsa", code).status == 401)
      let asked = try await Self.login(api, Moderator.password, nil).object()
      #expect(asked["twoFactorRequired"] as? Bool == true && asked["token"] is NSNull)
      #expect(try await Self.login(api, Moderator.password, "123456").status == 403)
      let pair = try await Self.login(api, Moderator.password, code).object()
      #expect(pair["twoFactorRequired"] as? Bool == true)
      // The same code again.
      #expect(try await Self.login(api, Moderator.password, code).status == 403)
      let token = try #require(pair["token"] as? String)
      clock.advance(milliseconds: 299_000)
      #expect(try await api.with(token).send(.get, Self.users).status == 200)
      clock.advance(milliseconds: 1_000)
      #expect(try await api.with(token).send(.get, Self.users).status == 401)
      let refresh = #"{"refreshToken":"\#(pair["refreshToken"] as? String ?? "")"}"#
      let next = try await api.send(.post, "/auth/refresh", refresh).object()["token"]
      #expect(try await api.with(next as? String).send(.get, Self.users).status == 200)
      #expect(try await api.send(.post, "/auth/refresh", refresh).status == 401)
      for other in ["", "a.b.c", token + "x", pair["refreshToken"] as? String ?? ""] {
        #expect(try await api.with(other).send(.get, Self.users).status == 401)
      }
    }
  }

  @Test("Five wrong codes lock the user for a while, also for a right one")
  func locked() async throws {
    try await withDashboard { api, clock in
      let moderator = try await Moderator(api, clock)
      for _ in 1...5 {
        #expect(try await Self.login(api, Moderator.password, "000000").status == 403)
      }
      let answer = try await Self.login(api, Moderator.password, moderator.code())
      #expect(answer.status == 429 && answer.retryAfter == "270")
      clock.advance(milliseconds: 270_000)
      #expect(try await Self.login(api, Moderator.password, moderator.code()).status == 200)
    }
  }

  @Test("Of two Moderators who delete each other at once, one stays")
  func twoModerators() throws {
    let dashboard = try Dashboard(storeFile: nil, now: { Moment(milliseconds: 0) })
    let users = try ["ana", "eva"].map { name in
      try dashboard.change { (books, now) throws(DashboardRefusal) in
        let user = try books.add(
          name: name, email: "\(name)@example.org", company: "Exemplo", password: nil, at: now)
        return books.update(user.id) { $0.roles = Set(Role.allCases) } ?? user
      }
    }
    try dashboard.change(by: users[0]) { (books, _) throws(DashboardRefusal) in
      books.delete(users[1].id)
    }
    // The other's request was let in before.
    #expect(throws: DashboardRefusal.self) {
      try dashboard.change(by: users[1]) { (books, _) throws(DashboardRefusal) in
        books.delete(users[0].id)
      }
    }
    #expect(dashboard.look { $0.sortedUsers.map(\.name) } == ["ana"])
    _ = try dashboard.change { (books, _) throws(DashboardRefusal) in
      books.update(users[0].id) { $0.roles = [.view] }
    }
    #expect(throws: DashboardRefusal.self) {
      try dashboard.change(by: users[0]) { (_, _) throws(DashboardRefusal) in }
    }
  }

  @Test("Roles and permissions are set by another Moderator, and only by one")
  func roles() async throws {
    try await withDashboard { api, clock in
      let moderator = try await Moderator(api, clock)
      var caller = try await moderator.signedIn()
      let body = Self.person("eva", #","password":"outra senha""#)
      let eva = try await caller.send(.post, Self.users, body).object()["id"] as? Int ?? 0
      #expect(try await caller.send(.post, Self.users, body).status == 422)
      let asEva = api.with(try await api.signIn("eva@example.org", "outra senha"))
      for method in [Caller.Method.get, .post] {
        #expect(try await asEva.send(method, Self.users, body).status == 403)
      }
      for (path, body) in [
        ("roles", #"{"roles":["moderator"]}"#),
        ("permissions", #"{"permissions":["payin.write"]}"#),
      ] {
        #expect(try await caller.send(.put, "\(Self.users)/1/\(path)", body).status == 403)
        #expect(try await caller.send(.put, "\(Self.users)/99/\(path)", body).status == 404)
        #expect(try await caller.send(.put, "\(Self.users)/\(eva)/\(path)", body).status == 200)
        for wrong in ["", #"{"\#(path)":["all"]}"#, #"{"\#(path)":"view"}"#] {
          let answer = try await caller.send(.put, "\(Self.users)/\(eva)/\(path)", wrong)
          #expect(answer.status == 422 && answer.text.contains("\(path)"), "\(wrong)")
        }
      }
      // A Moderator from the next request on; without a second factor one who can only view.
      let shown = try await asEva.send(.get, "\(Self.users)/\(eva)").object()
      #expect(shown["permissions"] as? [String] == ["payin.write"])
      #expect(try await asEva.send(.delete, "\(Self.users)/1").status == 403)
      caller = try await moderator.signedIn()
      #expect(try await caller.send(.delete, "\(Self.users)/1").status == 403)
      #expect(try await caller.send(.delete, "\(Self.users)/\(eva)").status == 204)
      #expect(try await asEva.send(.get, Self.users).status == 401)
      #expect(try await api.signIn("eva@example.org", "outra senha") == "")
      // As apps show a code, and as some callers send it.
      let code = moderator.code()
      let grouped = "\(code.prefix(3)) \(code.suffix(3))"
      #expect(try await Self.login(api, Moderator.password, grouped).status == 200)
      let number =
        #"{"email":"\#(Moderator.email)","password":"\#(Moderator.password)","digits":\#(Int(moderator.code()) ?? 0)}"#
      #expect(try await api.send(.post, "/auth/login", number).status == 200)
    }
  }

  @Test("A login acts for its user at the API: roles, permissions, and no writes without 2FA")
  func session() async throws {
    try await withDashboard { api, clock in
      let moderator = try await Moderator(api, clock)
      let caller = try await moderator.signedIn()
      let body = Self.person("eva", #","password":"outra senha""#)
      let eva = try await caller.send(.post, Self.users, body).object()["id"] as? Int ?? 0
      let asEva = api.with(try await api.signIn("eva@example.org", "outra senha"))
      #expect(try await asEva.get("/services").status == 403)
      try await moderator.permit([.qualificationRead, .qualificationWrite], eva)
      #expect(try await asEva.get("/services").status == 403)
      let roles = #"{"roles":["view","write"]}"#
      _ = try await moderator.signedIn().send(.put, "\(Self.users)/\(eva)/roles", roles)
      #expect(try await asEva.get("/services").status == 200)
      #expect(try await asEva.create([Payee(code: "a")]).status == 403)
    }
  }
}
