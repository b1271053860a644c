import Crypto

/// One user of the dashboard: a person who signs in, or the bearer of API keys.
struct DashboardUser: Codable, Sendable {
  let id: Int
  let name: String
  let email: String
  let company: String
  /// In milliseconds.
  let createdAt: Int64
  var roles: Set<Role> = []
  var permissions: Set<Permission> = []
  /// Nil for a user who cannot sign in.
  var password: PasswordHash?
  var secondFactor: SecondFactor?
  var keys: [APIKey] = []

  var hasSecondFactor: Bool { secondFactor?.isOn == true }

  func may(_ permission: Permission) -> Bool {
    permissions.contains { $0.granted.contains(permission) }
  }

  /// Whether the user, signed in, may use a permission: roles say whether to read or to write, and
  /// without a second factor a user can only view.
  func maySignedIn(_ permission: Permission) -> Bool {
    let role: Role = permission.isRead ? .view : .write
    return may(permission) && roles.contains(role) && (permission.isRead || hasSecondFactor)
  }
}

/// A key of the API. The key itself was shown when it was made, and is not kept.
struct APIKey: Codable, Sendable {
  /// How its text begins, so that a person knows what it is.
  private static let opening = "wp_"

  let id: String
  let hash: SecretHash
  /// In milliseconds.
  let createdAt: Int64
  /// At least one.
  var allowedIPs: [String]

  /// A new one and its text.
  static func make(for addresses: [String], at now: Moment) -> (key: APIKey, text: String) {
    let text = opening + Chance.text(byteCount: 30)
    let key = APIKey(
      id: Chance.text(byteCount: 9), hash: SecretHash(of: text), createdAt: now.milliseconds,
      allowedIPs: addresses)
    return (key, text)
  }

  func allows(_ peer: String?) -> Bool { IPAddress.contains(peer, in: allowedIPs) }
}

extension DashboardUser {
  /// - Parameter lastUses: of keys, by their ids.
  func write(to writer: inout JSONWriter, lastUses: [String: Moment], password: String? = nil) {
    writer.beginObject()
    writer.member("id", id)
    writer.member("name", name)
    writer.member("email", email)
    writer.member("company", company)
    writer.array("roles") { writer in
      for role in Role.allCases where roles.contains(role) { writer.value(role.rawValue) }
    }
    writer.array("permissions") { writer in
      for permission in Permission.allCases where permissions.contains(permission) {
        writer.value(permission.rawValue)
      }
    }
    writer.key("two_factor")
    writer.value(hasSecondFactor)
    writer.member("created_at", Moment(milliseconds: createdAt).zonedText)
    writer.array("keys") { writer in
      for key in keys { key.write(to: &writer, lastUse: lastUses[key.id]) }
    }
    if let password { writer.member("password", password) }
    writer.endObject()
  }
}

extension APIKey {
  /// - Parameter text: the key itself, in the answer to its creation only.
  func write(to writer: inout JSONWriter, lastUse: Moment?, text: String? = nil) {
    writer.beginObject()
    writer.member("id", id)
    if let text { writer.member("key", text) }
    writer.array("allowed_ips") { writer in
      for address in allowedIPs { writer.value(address) }
    }
    writer.member("created_at", Moment(milliseconds: createdAt).zonedText)
    writer.member("last_used_at", orNull: lastUse?.zonedText)
    writer.endObject()
  }
}
