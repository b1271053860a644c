import Foundation

@testable import Simulator

/// An invented Moderator of a simulator with a dashboard, signed in, with two-factor authentication.
struct Moderator: Sendable {
  static let email = "ana.moderadora@example.org"
  static let password = "uma senha inventada"

  let caller: Caller
  let codes: TimeCode
  let clock: ManualClock

  /// Makes the first user of a dashboard.
  init(_ api: Caller, _ clock: ManualClock) async throws {
    var caller = api
    caller.token = nil
    let person = """
      {"name":"Ana Moderadora","email":"\(Self.email)","company":"Exemplo","password":"\(Self.password)"}
      """
    _ = try await caller.send(.post, "/dashboard/users", person)
    caller.token = try await caller.signIn(Self.email, Self.password)
    let secret = try await caller.send(.post, "/dashboard/two-factor").object()["secret"]
    codes = TimeCode(secret: Base32.bytes(secret as? String ?? ""))
    self.clock = clock
    self.caller = caller
    _ = try await caller.send(.put, "/dashboard/two-factor", #"{"code":"\#(code())"}"#)
  }

  /// A code that was never used: time goes on first.
  func code() -> String {
    clock.advance(milliseconds: 30_000)
    return codes.code(step: TimeCode.step(of: Moment(clock.now)))
  }

  /// A user for the API, who cannot sign in.
  func madeUser(_ name: String = "API - Loja", _ permissions: [Permission] = []) async throws -> Int
  {
    let caller = try await signedIn()
    let email = "\(name.filter(\.isLetter).lowercased())@example.org"
    let user =
      try await caller.send(
        .post, "/dashboard/users",
        #"{"name":"\#(name)","email":"\#(email)","company":"Exemplo"}"#
      ).object()["id"] as? Int ?? 0
    _ = try await permit(permissions, user)
    return user
  }

  @discardableResult
  func permit(_ permissions: [Permission], _ user: Int) async throws -> Int {
    let names = permissions.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
    return try await signedIn().send(
      .put, "/dashboard/users/\(user)/permissions", "{\"permissions\":[\(names)]}"
    ).status
  }

  func madeKey(of user: Int, _ addresses: [String] = ["127.0.0.1"]) async throws -> (
    id: String, key: String
  ) {
    let caller = try await signedIn()
    let list = addresses.map { "\"\($0)\"" }.joined(separator: ",")
    let answer = try await caller.send(
      .post, "/dashboard/users/\(user)/keys",
      #"{"allowed_ips":[\#(list)],"code":"\#(code())"}"#
    ).object()
    return (answer["id"] as? String ?? "", answer["key"] as? String ?? "")
  }

  /// The Moderator with a login that is not over: codes move the clock on.
  func signedIn() async throws -> Caller {
    var caller = caller
    caller.token = try await caller.signIn(Self.email, Self.password, code())
    return caller
  }
}

extension Caller {
  /// The token of a login, empty for one that is refused.
  func signIn(_ email: String, _ password: String, _ digits: String? = nil) async throws -> String {
    let more = digits.map { #","digits":"\#($0)""# } ?? ""
    let answer = try await send(
      .post, "/auth/login", #"{"email":"\#(email)","password":"\#(password)"\#(more)}"#)
    return try answer.object()["token"] as? String ?? ""
  }

  /// The same caller with another token.
  func with(_ token: String?, isBasic: Bool = false) -> Caller {
    var caller = self
    (caller.token, caller.isBasic) = (token, isBasic)
    return caller
  }
}

/// Reads what ``TimeCode/base32`` writes, by the RFC and not by its code.
enum Base32 {
  static func bytes(_ text: String) -> [UInt8] {
    let bits = text.flatMap { character -> String in
      let value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".firstIndex(of: character).map {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".distance(
          from: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".startIndex, to: $0)
      }
      return (value ?? 0).zeroPadded(to: 5, radix: 2)
    }
    return stride(from: 0, to: bits.count / 8 * 8, by: 8).compactMap {
      UInt8(String(bits[$0..<$0 + 8]), radix: 2)
    }
  }
}

func withDashboard(
  storeFile: String? = nil, clock: ManualClock? = nil,
  _ body: @escaping @Sendable (Caller, ManualClock) async throws -> Void
) async throws {
  let clock = try clock ?? ManualClock()
  let settings = SimulatorSettings.with {
    $0.hasDashboard = true
    $0.storeFile = storeFile
  }
  try await withSimulator(settings, clock: clock) { try await body($0, clock) }
}
