import Foundation
import Hummingbird
import Testing

@testable import Simulator

@Suite("EndpointPermissions, Dashboard.verdict: who may call which endpoint")
struct EndpointPermissionTests {
  /// Every route of the simulator that a policy guards.
  private static func guardedRoutes() throws -> Set<String> {
    let kit = SimulatorKit(
      settings: SimulatorSettings(), now: { Moment(milliseconds: 0) }, sleep: { _ in })
    let policy = CommonAccess(kit.settings)
    let operations = try SimulatorServer.vendorsOperations(kit)
    defer { kit.end() }
    let routes = kit.router(for: operations, policy).routes
    return Set(routes.map { shape($0.method, $0.path.description) }.filter { !$0.contains("/__") })
  }

  private static func shape(_ method: HTTPRequest.Method, _ path: String) -> String {
    "\(method) \(path.replacing(/\{[^}]*\}/, with: "{}"))"
  }

  @Test("Every route of the simulator has a line of the table, and every line a route")
  func complete() throws {
    let routes = try Self.guardedRoutes()
    let lines = EndpointPermissions.table.map { Self.shape($0.method, $0.path) }
    #expect(routes.subtracting(lines).sorted() == [])
    #expect(Set(lines).subtracting(routes).sorted() == [])
    #expect(Set(lines).count == lines.count && lines.count == 40)
  }

  @Test("A route without a line is closed to everybody")
  func closed() throws {
    var books = AccessBooks()
    let moment = Moment(milliseconds: 0)
    let (key, text) = APIKey.make(for: ["127.0.0.1"], at: moment)
    let user = try books.add(name: "a", email: "a@b", company: "c", password: nil, at: moment)
    books.update(user.id) {
      $0.keys = [key]
      $0.permissions = Set(Permission.allCases)
    }
    let call = AccessCall(
      method: .get, endpoint: "/v9/new", token: text, remoteIP: "127.0.0.1")
    #expect(
      books.verdict(on: call, session: nil, at: moment) == .lacksPermission("GET /v9/new"))
  }

  private static func status(
    _ line: EndpointPermissions.Line, _ api: Caller, _ key: String?
  ) async throws -> Int {
    let path = line.path.replacing("{chargeType}", with: "pix").replacing(/\{[^}]*\}/, with: "1")
    let caller = api.with(key, isBasic: line.permission.rawValue.hasPrefix("weepay"))
    let method: Caller.Method =
      switch line.method {
      case .get: .get
      case .post: .post
      case .put: .put
      default: .delete
      }
    return try await caller.send(method, path).status
  }

  @Test("Every endpoint lets in who has its permission and answers 403 to who has any other")
  func enforced() async throws {
    try await withDashboard { api, clock in
      let moderator = try await Moderator(api, clock)
      let user = try await moderator.madeUser()
      let key = try await moderator.madeKey(of: user).key
      for permission in Permission.allCases {
        #expect(try await moderator.permit([permission], user) == 200)
        for line in EndpointPermissions.table {
          let status = try await Self.status(line, api, key)
          let isAllowed = permission.granted.contains(line.permission)
          let isRefused = status == 403 || status == 401
          #expect(isRefused == !isAllowed, "\(permission): \(line.method) \(line.path): \(status)")
        }
      }
    }
  }

  @Test("Every endpoint refuses no key and a deleted one with 401, another address with 403")
  func order() async throws {
    try await withDashboard { api, clock in
      let moderator = try await Moderator(api, clock)
      let user = try await moderator.madeUser()
      // No permission either: the address is refused first.
      let elsewhere = try await moderator.madeKey(of: user, ["192.0.2.1", "::1"]).key
      for line in EndpointPermissions.table {
        #expect(try await Self.status(line, api, nil) == 401, "\(line.path)")
        #expect(try await Self.status(line, api, "wp_invented") == 401, "\(line.path)")
        #expect(try await Self.status(line, api, elsewhere) == 403, "\(line.path)")
      }
      let refused = try await api.with(elsewhere).get("/services")
      #expect(try refused.message() == "This IP address is not allowed.")
      let here = try await moderator.madeKey(of: user)
      let lacking = try await api.with(here.key).get("/services")
      #expect(try lacking.message() == "This user lacks the permission qualification.read.")
    }
  }
}
