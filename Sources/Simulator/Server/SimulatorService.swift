import Hummingbird
import Synchronization

/// What every endpoint works with.
struct SimulatorService: Sendable {
  let settings: SimulatorSettings
  let state: SimulatorState
  let now: @Sendable () -> Moment
  let sleep: @Sendable (Duration) async throws -> Void

  static let basePath = "/v1/payout/data-qualification"

  func router() -> Router<ConnectionContext> {
    let router = Router(context: ConnectionContext.self)
    router.get("/__simulator/stats") { _, _ in statisticsReply().response }
    let group = router.group("\(RouterPath(Self.basePath))").add(middleware: Gate(service: self))
    group.post(use: create)
    group.get(use: list)
    group.get("services") { _, context in
      try await read(context, .services) { _ in Reply(body: NamedList.services()) }
    }
    group.get("status") { request, context in
      let parameters = request.uri.queryParameters
      return try await read(context, .statuses) { _ in
        Reply(
          body: NamedList.statuses(
            page: parameters["page"].flatMap { Int($0) },
            perPage: parameters["per_page"].flatMap { Int($0) }))
      }
    }
    group.get("custom-code/:customCode", use: showByCustomCode)
    group.get(":id", use: showByID)
    return router
  }

  private func statisticsReply() -> Reply {
    let statistics = state.statistics.withLock { $0 }
    return Reply(body: state.shelf.withLock { statistics.report(store: $0.store) })
  }

  /// The faults of the next request of a method, counted when they strike.
  func nextFaults(_ method: FaultRule.Method, _ kind: RequestKind) -> [Fault] {
    state.statistics.withLock { statistics in
      statistics.kindCounts[kind, default: 0] += 1
      switch method {
      case .post:
        statistics.postOrdinal += 1
        return settings.faults?.faults(for: .post, ordinal: statistics.postOrdinal) ?? []
      case .get:
        statistics.getOrdinal += 1
        return settings.faults?.faults(for: .get, ordinal: statistics.getOrdinal) ?? []
      }
    }
  }

  func count(_ fault: Fault) {
    state.statistics.withLock { $0.faultCounts[fault.kind, default: 0] += 1 }
  }
}
