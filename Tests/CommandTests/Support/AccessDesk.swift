import Crypto
import Foundation
import Simulator
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A simulator's dashboard as its Moderator uses it, over HTTP and with codes worked out here.
final class AccessDesk: Sendable {
  private struct State {
    var token = ""
    var password = ""
    var secret: [UInt8] = []
    var usedSteps: Set<UInt64> = []
  }

  private let port: Int
  /// Moves a clock of the simulator's own on; nil for one that goes by the time of day.
  private let clock: SteppedClock?
  private let state = Mutex(State())

  /// Makes the first user, signs in, and turns the second factor on.
  init(port: Int, clock: SteppedClock?) async throws {
    self.port = port
    self.clock = clock
    let made = try await call(
      "POST", "/dashboard/users", ["name": "Ana", "email": "ana@example.org", "company": "Exemplo"])
    state.withLock { $0.password = made["password"] as? String ?? "" }
    try await logIn()
    let factor = try await call("POST", "/dashboard/two-factor")
    let secret = Self.bytes(base32: factor["secret"] as? String ?? "")
    state.withLock { $0.secret = secret }
    try await call("PUT", "/dashboard/two-factor", ["code": code()])
  }

  /// Runs one in this process, with a clock that each code moves on.
  static func withSimulator(
    _ change: (inout SimulatorSettings) -> Void = { _ in },
    _ body: @escaping @Sendable (Desk, AccessDesk) async throws -> Void
  ) async throws {
    let clock = SteppedClock()
    var settings = SimulatorSettings()
    settings.pace = .immediate
    settings.hasDashboard = true
    change(&settings)
    try await SimulatorServer(settings: settings, now: { clock.now }).whileRunning { port in
      try await body(try Desk(port: port), try await AccessDesk(port: port, clock: clock))
    }
  }

  // MARK: What a Moderator does

  func user(_ permissions: [String]) async throws -> Int {
    let email = "\(UUID().uuidString)@example.org"
    let made = try await asked(
      "POST", "/dashboard/users", ["name": "API - Loja", "email": email, "company": "Exemplo"])
    let user = made["id"] as? Int ?? 0
    try await permit(permissions, user)
    return user
  }

  func permit(_ permissions: [String], _ user: Int) async throws {
    try await asked("PUT", "/dashboard/users/\(user)/permissions", ["permissions": permissions])
  }

  func key(of user: Int, _ address: String = "127.0.0.1") async throws -> (id: String, key: String)
  {
    let made = try await asked(
      "POST", "/dashboard/users/\(user)/keys", ["allowed_ips": [address], "code": code()])
    return (made["id"] as? String ?? "", made["key"] as? String ?? "")
  }

  func deleteKey(_ id: String, of user: Int) async throws {
    try await asked("DELETE", "/dashboard/users/\(user)/keys/\(id)", ["code": code()])
  }

  func deleteUser(_ user: Int) async throws {
    try await asked("DELETE", "/dashboard/users/\(user)")
  }

  // MARK: Parts

  private func logIn() async throws {
    let (password, isEnrolled) = state.withLock { ($0.password, !$0.secret.isEmpty) }
    let digits = isEnrolled ? code() : ""
    let login = try await call(
      "POST", "/auth/login",
      ["email": "ana@example.org", "password": password, "digits": digits])
    state.withLock { $0.token = login["token"] as? String ?? "" }
  }

  /// What is not 2xx.
  struct Refused: Error { let status: Int, text: String }

  /// What a Moderator asks for, after another login where the one before is over.
  @discardableResult
  private func asked(
    _ method: String, _ path: String, _ body: [String: Any]? = nil
  ) async throws -> [String: Any] {
    do {
      return try await call(method, path, body)
    } catch let refusal as Refused where refusal.status == 401 {
      try await logIn()
      return try await call(method, path, body)
    }
  }

  @discardableResult
  private func call(
    _ method: String, _ path: String, _ body: [String: Any]? = nil
  ) async throws -> [String: Any] {
    guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.httpMethod = method
    request.setValue(
      "Bearer \(state.withLock { $0.token })", forHTTPHeaderField: "Authorization")
    request.httpBody = try body.map { try JSONSerialization.data(withJSONObject: $0) }
    let (content, response) = try await URLSession.shared.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    guard (200..<300).contains(status) else {
      throw Refused(status: status, text: String(decoding: content, as: UTF8.self))
    }
    return content.isEmpty ? [:] : try Desk.object(content)
  }

  /// A code that was not used yet.
  private func code() -> String {
    clock?.step()
    let now = UInt64((clock?.now ?? Date()).timeIntervalSince1970) / 30
    return state.withLock { state in
      let step = state.usedSteps.contains(now) ? now + 1 : now
      state.usedSteps.insert(step)
      let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
      let hash = Array(
        HMAC<Insecure.SHA1>.authenticationCode(
          for: counter, using: SymmetricKey(data: state.secret)))
      let offset = Int(hash[19] & 15)
      let number = hash[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
      return String(String(number % 1_000_000 + 1_000_000).dropFirst())
    }
  }

  private static func bytes(base32 text: String) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    let bits = text.compactMap { alphabet.firstIndex(of: $0) }.map {
      String(String($0 + 32, radix: 2).dropFirst())
    }.joined()
    return stride(from: 0, to: bits.utf8.count / 8 * 8, by: 8).compactMap { start in
      UInt8(bits.dropFirst(start).prefix(8), radix: 2)
    }
  }
}

/// The time of day, and half a minute more for each step.
final class SteppedClock: Sendable {
  private let start = Date()
  private let steps = Mutex(0)

  var now: Date { start.addingTimeInterval(Double(steps.withLock { $0 }) * 30) }
  func step() { steps.withLock { $0 += 1 } }
}
