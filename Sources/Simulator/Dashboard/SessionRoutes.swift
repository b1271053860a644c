import Hummingbird

/// Signing in, and the second factor of who is signed in.
struct SessionRoutes {
  let dashboard: Dashboard

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    root.post("/auth/login", use: signIn)
    root.post("/auth/refresh", use: refresh)
    root.post("/dashboard/two-factor", use: beginSecondFactor)
    root.put("/dashboard/two-factor", use: finishSecondFactor)
  }

  /// The salt for users that do not exist, so that they take as long as others.
  private static let noSalt = Chance.bytes(16)

  /// `{email, password, digits}`; `digits` once the second factor is on.
  @Sendable
  func signIn(_ request: Request, _ context: ConnectionContext) async -> Response {
    await dashboard.answer(request) { (body) throws(DashboardRefusal) in
      let wrong = DashboardRefusal(401, "E-mail or password is wrong.")
      let (email, password) = (try body.required("email"), try body.required("password"))
      let known = dashboard.look { $0.user(email: email) }
      let stretched = PasswordHash.Stretched(password, salt: known?.password?.salt ?? Self.noSalt)
      let user = try dashboard.change { (books, now) throws(DashboardRefusal) -> DashboardUser? in
        guard let user = known.flatMap({ books.users[$0.id] }),
          user.password?.matches(stretched) == true
        else { throw wrong }
        books.remember(stretched.key, of: user.id)
        guard user.hasSecondFactor else { return user }
        guard let digits = body.code("digits") else { return nil }
        try books.judge(digits, of: user.id, at: now)
        return user
      }
      return pair(user)
    }
  }

  /// `{refreshToken}`, once.
  @Sendable
  func refresh(_ request: Request, _ context: ConnectionContext) async -> Response {
    await dashboard.answer(request) { (body) throws(DashboardRefusal) in
      let token = try body.required("refreshToken")
      let user = try dashboard.change { (books, now) throws(DashboardRefusal) in
        guard let claims = dashboard.tokens.claims(token, .refresh, at: now),
          let user = books.users[claims.user], books.useRefreshToken(claims.id)
        else { throw .signedOut }
        return user
      }
      return pair(user)
    }
  }

  /// - Parameter user: nil where the code is still missing.
  private func pair(_ user: DashboardUser?) -> Reply {
    let now = dashboard.now()
    var writer = JSONWriter()
    writer.beginObject()
    writer.member(
      "token", orNull: user.map { dashboard.tokens.token(.access, user: $0.id, at: now) })
    writer.member(
      "refreshToken", orNull: user.map { dashboard.tokens.token(.refresh, user: $0.id, at: now) })
    writer.key("twoFactorRequired")
    writer.value(user?.hasSecondFactor ?? true)
    writer.endObject()
    return Reply(body: writer.bytes)
  }

  /// Makes the secret, which is shown in this answer only.
  @Sendable
  func beginSecondFactor(_ request: Request, _ context: ConnectionContext) async -> Response {
    await dashboard.answer(request) { (_) throws(DashboardRefusal) in
      let user = try dashboard.signedIn(request)
      let codes = try dashboard.change { (books, _) throws(DashboardRefusal) in
        try books.beginSecondFactor(of: user)
      }
      var writer = JSONWriter()
      writer.beginObject()
      writer.member("secret", codes.base32)
      writer.member("uri", codes.uri(account: user.email))
      writer.endObject()
      return Reply(status: 201, body: writer.bytes)
    }
  }

  /// `{code}` of the secret turns the second factor on.
  @Sendable
  func finishSecondFactor(_ request: Request, _ context: ConnectionContext) async -> Response {
    await dashboard.answer(request) { (body) throws(DashboardRefusal) in
      let user = try dashboard.signedIn(request)
      let code = try body.requiredCode()
      try dashboard.change { (books, now) throws(DashboardRefusal) in
        try books.judge(code, of: user.id, at: now)
        books.update(user.id) { $0.secondFactor?.isOn = true }
      }
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("two_factor")
      writer.value(true)
      writer.endObject()
      return Reply(body: writer.bytes)
    }
  }
}
