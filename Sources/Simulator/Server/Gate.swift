import Hummingbird
import Synchronization

/// Counts each request and lets it through, or answers for the endpoint: 403, 401, 429.
struct Gate: RouterMiddleware {
  typealias Context = ConnectionContext

  let service: SimulatorService

  func handle(
    _ request: Request, context: ConnectionContext,
    next: (Request, ConnectionContext) async throws -> Response
  ) async throws -> Response {
    let rule = AccessRule(token: service.settings.token, allowedIPs: service.settings.allowedIPs)
    let verdict = rule.verdict(
      authorization: request.headers[.authorization], remoteIP: context.remoteIP)
    let isPost = request.method == .post
    let refusal = service.state.statistics.withLock {
      $0.admit(
        isPost: isPost, verdict: verdict, at: service.now(),
        requestsPerSecond: service.settings.requestsPerSecond)
    }
    if let refusal { return refusal.response }
    return try await next(request, context)
  }
}

extension Statistics {
  /// Counts a request; the reply that refuses it, or nil when it may pass.
  mutating func admit(
    isPost: Bool, verdict: AccessRule.Verdict, at now: Moment, requestsPerSecond: Int?
  ) -> Reply? {
    if isPost { postCount += 1 } else { getCount += 1 }
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
      return Reply(status: 429, message: "Too Many Attempts.", retryAfter: "1")
    }
    admitted.record(now)
    return nil
  }
}
