import Foundation
import Hummingbird
import Synchronization

/// Says who may call which endpoint, and serves what that needs.
protocol AccessPolicy: Sendable {
  /// Adds routes of its own, which no policy guards.
  func addRoutes(to root: RouterGroup<ConnectionContext>)

  func verdict(on call: AccessCall) -> AccessRule.Verdict
}

/// One request as a policy sees it.
struct AccessCall {
  var method: HTTPRequest.Method
  /// Path of the route, names of parameters in braces.
  var endpoint: String
  /// Nil for a header `Authorization` that carries none.
  var token: String?
  /// Nil for a connection without an address.
  var remoteIP: String?
}

/// One token and one list of addresses, for every endpoint.
struct CommonAccess: AccessPolicy {
  let rule: AccessRule

  init(_ settings: SimulatorSettings) {
    rule = AccessRule(token: settings.token, allowedIPs: settings.allowedIPs)
  }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {}

  func verdict(on call: AccessCall) -> AccessRule.Verdict {
    rule.verdict(token: call.token, remoteIP: call.remoteIP)
  }
}

/// Counts each request and lets it through, or answers in place of the endpoint: 401, 403, 429.
struct AccessControl: RouterMiddleware {
  typealias Context = ConnectionContext

  let kit: SimulatorKit
  let policy: any AccessPolicy
  let scheme: AccessRule.Scheme

  func handle(
    _ request: Request, context: ConnectionContext,
    next: (Request, ConnectionContext) async throws -> Response
  ) async throws -> Response {
    let verdict = policy.verdict(
      on: AccessCall(
        method: request.method, endpoint: context.endpointPath ?? "",
        token: scheme.token(request.headers[.authorization]), remoteIP: context.remoteIP))
    let refusal = kit.statistics.withLock {
      $0.refusal(
        isRead: request.method == .get, verdict: verdict, at: kit.now(),
        requestsPerSecond: kit.settings.requestsPerSecond)
    }
    if let refusal { return refusal.response }
    if case .admitted(let token) = verdict { kit.latestToken.withLock { $0 = token } }
    return try await next(request, context)
  }
}

/// Who may call: the token first, then the address, since the list of addresses belongs to the token.
struct AccessRule {
  let token: String?
  let allowedIPs: [String]?

  /// How the token is sent.
  enum Scheme {
    case bearer
    /// As the user name, without a password.
    case basic

    /// The token of a header `Authorization`, nil for one that carries none.
    func token(_ authorization: String?) -> String? {
      self == .bearer
        ? AccessRule.bearerToken(authorization) : AccessRule.userName(authorization)
    }
  }

  enum Verdict: Equatable {
    case admitted(token: String)
    case wrongAddress
    case wrongToken
    /// The name of the permission follows.
    case lacksPermission(String)
  }

  func verdict(token sent: String?, remoteIP: String?) -> Verdict {
    guard let sent, token == nil || token == sent else { return .wrongToken }
    if let allowedIPs {
      guard IPAddress.contains(remoteIP, in: allowedIPs) else { return .wrongAddress }
    }
    return .admitted(token: sent)
  }

  /// The token of `Bearer TOKEN` (RFC 6750, 2.1), nil for an empty one and any other scheme.
  static func bearerToken(_ authorization: String?) -> String? {
    credentials(authorization, "bearer")
  }

  /// The user name of `Basic BASE64` (RFC 7617), where the password is empty; nil for an empty one and any
  /// other scheme.
  static func userName(_ authorization: String?) -> String? {
    guard let coded = credentials(authorization, "basic"),
      let bytes = Data(base64Encoded: coded),
      let text = String(validating: bytes, as: UTF8.self), text.hasSuffix(":")
    else { return nil }
    let name = text.dropLast()
    return name.isEmpty || name.contains(":") ? nil : String(name)
  }

  private static func credentials(_ authorization: String?, _ scheme: String) -> String? {
    guard let authorization, let space = authorization.firstIndex(of: " "),
      authorization[..<space].lowercased() == scheme
    else { return nil }
    let credentials = String(authorization[authorization.index(after: space)...])
    return credentials.isEmpty || credentials.contains(" ") ? nil : credentials
  }
}

extension Statistics {
  /// Counts a request; the reply that refuses it, or nil when it may pass.
  mutating func refusal(
    isRead: Bool, verdict: AccessRule.Verdict, at now: Moment, requestsPerSecond: Int?
  ) -> Reply? {
    if isRead { getCount += 1 } else { postCount += 1 }
    requests.record(now)
    switch verdict {
    case .wrongAddress:
      unauthorizedCount += 1
      return Reply(status: 403, message: "This IP address is not allowed.")
    case .wrongToken:
      unauthorizedCount += 1
      return .unauthorized
    case .lacksPermission(let name):
      unauthorizedCount += 1
      return Reply(status: 403, message: "This user lacks the permission \(name).")
    case .admitted: break
    }
    if let requestsPerSecond, admitted.count(at: now) > requestsPerSecond {
      throttledCount += 1
      return .throttled(retryAfter: "1")
    }
    admitted.record(now)
    return nil
  }
}
