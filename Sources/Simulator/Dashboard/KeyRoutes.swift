import Hummingbird

/// Keys of a user and the addresses that may use them: for Moderators, each change with a two-factor
/// code of theirs.
struct KeyRoutes {
  static let path = DashboardRoutes.path + "/:user/keys"

  let dashboard: Dashboard

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    let group = root.group(RouterPath(Self.path))
    group.post(use: create)
    group.get(use: list)
    group.put(":key/allowed-ips", use: setAddresses)
    group.delete(":key", use: delete)
  }

  /// `{allowed_ips: [≥ 1], code}`. The key itself is in this answer only.
  @Sendable
  func create(_ request: Request, _ context: ConnectionContext) async -> Response {
    await dashboard.answer(request) { (body) throws(DashboardRefusal) in
      let moderator = try dashboard.moderator(request)
      let user = try dashboard.user(named: context)
      let addresses = try Self.addresses(body)
      let code = try body.requiredCode()
      let (key, text) = APIKey.make(for: addresses, at: dashboard.now())
      try dashboard.change(by: moderator) { (books, now) throws(DashboardRefusal) in
        try books.judge(code, of: moderator.id, at: now)
        guard books.update(user.id, { $0.keys.append(key) }) != nil else {
          throw DashboardRefusal(.notFound("User"))
        }
      }
      return answer(key, status: 201, text: text)
    }
  }

  @Sendable
  func list(_ request: Request, _ context: ConnectionContext) async -> Response {
    await dashboard.answer(request) { (_) throws(DashboardRefusal) in
      _ = try dashboard.moderator(request)
      let user = try dashboard.user(named: context)
      let lastUses = dashboard.look(\.lastUses)
      var writer = JSONWriter()
      writer.beginArray()
      for key in user.keys { key.write(to: &writer, lastUse: lastUses[key.id]) }
      writer.endArray()
      return Reply(body: writer.bytes)
    }
  }

  /// `{allowed_ips, code}`: from the next request on.
  @Sendable
  func setAddresses(_ request: Request, _ context: ConnectionContext) async -> Response {
    await dashboard.answer(request) { (body) throws(DashboardRefusal) in
      let addresses = try Self.addresses(body)
      let key = try change(request, context, body) { keys, index in
        keys[index].allowedIPs = addresses
      }
      return answer(key)
    }
  }

  /// `{code}`: the key is refused from the next request on.
  @Sendable
  func delete(_ request: Request, _ context: ConnectionContext) async -> Response {
    await dashboard.answer(request) { (body) throws(DashboardRefusal) in
      _ = try change(request, context, body) { keys, index in keys.remove(at: index) }
      return .noContent
    }
  }

  // MARK: Parts

  /// Changes the key of the path once the code has passed.
  ///
  /// - Returns: the key as it became, or as it was.
  private func change(
    _ request: Request, _ context: ConnectionContext, _ body: JSONValue,
    _ change: (inout [APIKey], Int) -> Void
  ) throws(DashboardRefusal) -> APIKey {
    let moderator = try dashboard.moderator(request)
    let user = try dashboard.user(named: context)
    let id = context.parameters.get("key")
    let code = try body.requiredCode()
    let missing = DashboardRefusal(.notFound("Key"))
    return try dashboard.change(by: moderator) { (books, now) throws(DashboardRefusal) in
      // A code is not used up by a key that does not exist.
      guard let index = books.users[user.id]?.keys.firstIndex(where: { $0.id == id }),
        let key = books.users[user.id]?.keys[index]
      else { throw missing }
      try books.judge(code, of: moderator.id, at: now)
      let updated = books.update(user.id) { change(&$0.keys, index) }
      return updated?.keys.first { $0.id == id } ?? key
    }
  }

  private static func addresses(_ body: JSONValue) throws(DashboardRefusal) -> [String] {
    let texts = body["allowed_ips"]?.elements?.map { $0.text ?? "" } ?? []
    guard !texts.isEmpty else {
      throw DashboardRefusal(.invalid([("allowed_ips", "At least one allowed IP is required.")]))
    }
    for text in texts where IPAddress(text) == nil {
      throw DashboardRefusal(
        .invalid([
          ("allowed_ips", "'\(text)' is not one IPv4 or IPv6 address; ranges are not taken.")
        ])
      )
    }
    return texts
  }

  private func answer(_ key: APIKey, status: Int = 200, text: String? = nil) -> Reply {
    var writer = JSONWriter()
    key.write(
      to: &writer, lastUse: dashboard.look { $0.lastUses[key.id] }, text: text)
    return Reply(status: status, body: writer.bytes)
  }
}
