import Foundation
import Hummingbird
import Synchronization

/// Counts each request and lets it through, or answers in place of the endpoint: 403, 401, 429.
struct AccessControl: RouterMiddleware {
  typealias Context = ConnectionContext

  let kit: SimulatorKit
  let scheme: AccessRule.Scheme

  func handle(
    _ request: Request, context: ConnectionContext,
    next: (Request, ConnectionContext) async throws -> Response
  ) async throws -> Response {
    let rule = AccessRule(
      token: kit.settings.token, allowedIPs: kit.settings.allowedIPs, scheme: scheme)
    let verdict = rule.verdict(
      authorization: request.headers[.authorization], remoteIP: context.remoteIP)
    let refusal = kit.statistics.withLock {
      $0.refusal(
        isRead: request.method == .get, verdict: verdict, at: kit.now(),
        requestsPerSecond: kit.settings.requestsPerSecond)
    }
    if let refusal { return refusal.response }
    return try await next(request, context)
  }
}

/// Who may call: allowed addresses first, then the token, as the vendor's guide has it.
struct AccessRule {
  let token: String?
  let allowedIPs: [String]?
  var scheme = Scheme.bearer

  /// How the token is sent.
  enum Scheme {
    case bearer
    /// As the user name, without a password.
    case basic
  }

  enum Verdict: Equatable {
    case admitted(token: String)
    case wrongAddress
    case wrongToken
  }

  func verdict(
    authorization: String?, remoteIP: @autoclosure () -> String?
  ) -> Verdict {
    if let allowedIPs {
      guard let remoteIP = remoteIP(), allowedIPs.contains(remoteIP) else { return .wrongAddress }
    }
    let sent = scheme == .bearer ? Self.bearerToken : Self.userName
    guard let sent = sent(authorization), token == nil || token == sent else {
      return .wrongToken
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
