import Crypto
import Foundation

/// Who the users are and which keys they have. A rule that is broken throws before anything changes,
/// save the count of wrong codes.
struct AccessBooks {
  private(set) var users: [Int: DashboardUser] = [:]
  private(set) var lastUses: [String: Moment] = [:]
  private var lastUserID = 0
  /// Of the passwords that were given since the process began.
  private var passwordKeys: [Int: SymmetricKey] = [:]
  private var usedRefreshTokens: Set<String> = []
  /// Users that were added, changed or deleted since they were written last.
  private var changed: Set<Int> = []

  var isEmpty: Bool { users.isEmpty }

  var sortedUsers: [DashboardUser] { users.values.sorted { $0.id < $1.id } }

  // MARK: Lines of the store file

  /// What became of users since the last time: nil for one that is gone.
  mutating func takeChanged() -> [(id: Int, user: DashboardUser?)] {
    defer { changed = [] }
    return changed.sorted().map { ($0, users[$0]) }
  }

  /// Takes a user up as a line has it: a later line wins, and an id is never given again.
  mutating func take(_ id: Int, _ user: DashboardUser?) {
    users[id] = user
    lastUserID = max(lastUserID, id)
  }

  // MARK: Users

  func user(_ id: Int?) throws(DashboardRefusal) -> DashboardUser {
    guard let user = id.flatMap({ users[$0] }) else { throw DashboardRefusal(.notFound("User")) }
    return user
  }

  /// Another Moderator may have changed that since the request came in: of two who delete each other one
  /// must stay.
  func requireModerator(_ user: DashboardUser) throws(DashboardRefusal) {
    guard users[user.id]?.roles.contains(.moderator) == true else { throw .signedOut }
  }

  func user(email: String) -> DashboardUser? {
    users.values.first { $0.email.lowercased() == email.lowercased() }
  }

  /// The first user is a Moderator with every role; later ones have none.
  mutating func add(
    name: String, email: String, company: String, password: PasswordHash?, at now: Moment
  ) throws(DashboardRefusal) -> DashboardUser {
    guard user(email: email) == nil else {
      throw DashboardRefusal(.invalid([("email", "The email has already been taken.")]))
    }
    let roles: Set<Role> = isEmpty ? Set(Role.allCases) : []
    lastUserID += 1
    let user = DashboardUser(
      id: lastUserID, name: name, email: email, company: company, createdAt: now.milliseconds,
      roles: roles, password: password)
    users[user.id] = user
    changed.insert(user.id)
    return user
  }

  mutating func delete(_ id: Int) {
    users[id] = nil
    passwordKeys[id] = nil
    changed.insert(id)
  }

  @discardableResult
  mutating func update(_ id: Int, _ change: (inout DashboardUser) -> Void) -> DashboardUser? {
    guard var user = users[id] else { return nil }
    change(&user)
    users[id] = user
    changed.insert(id)
    return user
  }

  // MARK: Second factor

  /// Keeps what a password came to for as long as the process runs.
  mutating func remember(_ key: SymmetricKey, of user: Int) { passwordKeys[user] = key }

  /// Gives a user a secret, which counts once a code of it was shown.
  mutating func beginSecondFactor(of user: DashboardUser) throws(DashboardRefusal) -> TimeCode {
    guard !user.hasSecondFactor else {
      throw DashboardRefusal(409, "Two-factor authentication is on already.")
    }
    guard let key = passwordKeys[user.id] else { throw .signedOut }
    let codes = TimeCode()
    update(user.id) { $0.secondFactor = SecondFactor(codes, under: key) }
    return codes
  }

  /// Judges a user's code; a passed one never passes again.
  mutating func judge(
    _ code: String, of user: Int, at now: Moment
  ) throws(DashboardRefusal) {
    guard var factor = users[user]?.secondFactor, let key = passwordKeys[user],
      let codes = factor.codes(key)
    else { throw DashboardRefusal(403, "Turn two-factor authentication on first.") }
    let verdict = factor.lock.judge(code, codes, at: now)
    update(user) { $0.secondFactor = factor }
    switch verdict {
    case .passed: return
    case .wrong:
      throw DashboardRefusal(403, "The two-factor code is wrong, too old, or was used already.")
    case .locked(let seconds):
      throw DashboardRefusal(
        Reply(
          status: 429, message: "Too many wrong two-factor codes.", retryAfter: String(seconds)))
    }
  }

  // MARK: Sessions

  /// Whether a refresh token comes for the first time.
  mutating func useRefreshToken(_ id: String) -> Bool { usedRefreshTokens.insert(id).inserted }

  // MARK: Calls of the API

  /// What a call comes to: an unknown or deleted key first, then the address, which belongs to the
  /// key, then the permission.
  ///
  /// - Parameter session: whose login the token is, if it is one.
  mutating func verdict(
    on call: AccessCall, session: Int?, at now: Moment
  ) -> AccessRule.Verdict {
    guard let token = call.token else { return .wrongToken }
    let permission = EndpointPermissions.permission(for: call.method, call.endpoint)
    let name = permission?.rawValue ?? "\(call.method) \(call.endpoint)"
    if let user = session.flatMap({ users[$0] }) {
      let may = permission.map(user.maySignedIn) ?? false
      return may ? .admitted(token: token) : .lacksPermission(name)
    }
    guard let (user, key) = holder(of: token) else { return .wrongToken }
    guard key.allows(call.remoteIP) else { return .wrongAddress }
    guard let permission, user.may(permission) else { return .lacksPermission(name) }
    lastUses[key.id] = now
    return .admitted(token: token)
  }

  /// Every key is compared, so that the time tells nothing about which one it was.
  private func holder(of token: String) -> (user: DashboardUser, key: APIKey)? {
    let hash = SHA256.hash(data: Array(token.utf8))
    var found: (DashboardUser, APIKey)?
    for user in users.values {
      for key in user.keys where key.hash.matches(hash) { found = (user, key) }
    }
    return found
  }
}

/// Why the dashboard did nothing.
struct DashboardRefusal: Error {
  let reply: Reply

  init(_ reply: Reply) { self.reply = reply }

  init(_ status: Int, _ message: String) {
    self.init(Reply(status: status, message: message))
  }

  /// No login, or one that is over.
  static let signedOut = DashboardRefusal(.unauthorized)
}
