import Hummingbird

/// Users, their roles and permissions: for Moderators.
struct DashboardRoutes {
  static let path = "/dashboard/users"

  let dashboard: Dashboard

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    let group = root.group(RouterPath(Self.path))
    group.post(use: create)
    group.get(use: list)
    group.get(":user", use: show)
    group.delete(":user", use: delete)
    group.put(":user/permissions", use: setPermissions)
    group.put(":user/roles", use: setRoles)
  }

  /// In characters.
  private static let shortestPassword = 8
  private static let passwordByteCount = 15

  /// `{name, email, company}`, and `password` for a user who is to sign in. The first user is made
  /// without a login; its password is made here when none is given, and shown in this answer only.
  @Sendable
  func create(_ request: Request, _ context: ConnectionContext) async -> Response {
    await dashboard.answer(request) { (body) throws(DashboardRefusal) in
      let isFirst = !dashboard.hasUsers
      let moderator: DashboardUser? = isFirst ? nil : try dashboard.moderator(request)
      let (name, email) = (try body.required("name"), try body.required("email"))
      let company = try body.required("company")
      guard email.split(separator: "@", omittingEmptySubsequences: false).count == 2 else {
        throw DashboardRefusal(.invalid([("email", "The email is not valid.")]))
      }
      let given = body["password"]?.text
      if let given, given.count < Self.shortestPassword {
        throw DashboardRefusal(
          .invalid([("password", "The password has at least \(Self.shortestPassword) characters.")])
        )
      }
      let made = isFirst && given == nil ? Chance.text(byteCount: Self.passwordByteCount) : nil
      let password = (given ?? made).map { PasswordHash($0) }
      let user = try dashboard.change { (books, now) throws(DashboardRefusal) in
        // Another first user may have come in between.
        guard books.isEmpty == isFirst else { throw .signedOut }
        if let moderator { try books.requireModerator(moderator) }
        return try books.add(
          name: name, email: email, company: company, password: password, at: now)
      }
      return answer(user, status: 201, password: made)
    }
  }

  @Sendable
  func list(_ request: Request, _ context: ConnectionContext) async -> Response {
    await dashboard.answer(request) { (_) throws(DashboardRefusal) in
      _ = try dashboard.moderator(request)
      return dashboard.look { books in
        var writer = JSONWriter()
        writer.beginArray()
        for user in books.sortedUsers { user.write(to: &writer, lastUses: books.lastUses) }
        writer.endArray()
        return Reply(body: writer.bytes)
      }
    }
  }

  @Sendable
  func show(_ request: Request, _ context: ConnectionContext) async -> Response {
    await dashboard.answer(request) { (_) throws(DashboardRefusal) in
      _ = try dashboard.moderator(request)
      return answer(try dashboard.user(named: context))
    }
  }

  /// Ends the user's keys and logins at once.
  @Sendable
  func delete(_ request: Request, _ context: ConnectionContext) async -> Response {
    await dashboard.answer(request) { (_) throws(DashboardRefusal) in
      let (user, moderator) = try anotherUser(request, context)
      try dashboard.change(by: moderator) { (books, _) throws(DashboardRefusal) in
        books.delete(user.id)
      }
      return .noContent
    }
  }

  /// `{permissions: […]}` in place of those before.
  @Sendable
  func setPermissions(_ request: Request, _ context: ConnectionContext) async -> Response {
    await dashboard.answer(request) { (body) throws(DashboardRefusal) in
      let (user, moderator) = try anotherUser(request, context)
      let permissions = try body.words("permissions", Permission.self)
      return try update(user, by: moderator) { $0.permissions = permissions }
    }
  }

  /// `{roles: […]}` in place of those before.
  @Sendable
  func setRoles(_ request: Request, _ context: ConnectionContext) async -> Response {
    await dashboard.answer(request) { (body) throws(DashboardRefusal) in
      let (user, moderator) = try anotherUser(request, context)
      let roles = try body.words("roles", Role.self)
      return try update(user, by: moderator) { $0.roles = roles }
    }
  }

  // MARK: Parts

  /// The user of the path, who is not the Moderator that asks: so one Moderator is always left.
  private func anotherUser(
    _ request: Request, _ context: ConnectionContext
  ) throws(DashboardRefusal) -> (user: DashboardUser, moderator: DashboardUser) {
    let moderator = try dashboard.moderator(request)
    let user = try dashboard.user(named: context)
    guard user.id != moderator.id else {
      throw DashboardRefusal(403, "This is yourself: another Moderator must do it.")
    }
    return (user, moderator)
  }

  private func update(
    _ user: DashboardUser, by moderator: DashboardUser, _ change: (inout DashboardUser) -> Void
  ) throws(DashboardRefusal) -> Reply {
    let updated = try dashboard.change(by: moderator) { (books, _) throws(DashboardRefusal) in
      books.update(user.id, change)
    }
    guard let updated else { throw DashboardRefusal(.notFound("User")) }
    return answer(updated)
  }

  private func answer(
    _ user: DashboardUser, status: Int = 200, password: String? = nil
  ) -> Reply {
    var writer = JSONWriter()
    user.write(to: &writer, lastUses: dashboard.look(\.lastUses), password: password)
    return Reply(status: status, body: writer.bytes)
  }
}

extension Dashboard {
  /// The user of the path.
  func user(named context: ConnectionContext) throws(DashboardRefusal) -> DashboardUser {
    let id = context.parameters.get("user").flatMap { Int($0) }
    guard let user = look({ books in id.flatMap { books.users[$0] } }) else {
      throw DashboardRefusal(.notFound("User"))
    }
    return user
  }
}
