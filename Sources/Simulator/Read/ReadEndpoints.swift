import Foundation
import Hummingbird
import Synchronization

/// `GET /data-qualification` and its two ways to one record.
extension SimulatorService {
  /// Runs the faults around a read.
  func read(
    _ context: ConnectionContext, _ kind: RequestKind, _ reply: (FaultDelivery) -> Reply
  ) async throws -> Response {
    let delivery = FaultDelivery(
      faults: nextFaults(.get, kind), service: self, channel: context.channel)
    if let response = await delivery.responseBeforeStoring() { return response }
    return try await delivery.response(to: reply(delivery))
  }

  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let isLookUp = request.uri.queryParameters["custom_code"] != nil
    return try await read(context, isLookUp ? .lookUp : .list) { delivery in
      listReply(request, isFiltered: !delivery.ignoresFilter())
    }
  }

  func showByID(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = context.parameters.get("id").flatMap { Int($0) }
    return try await read(context, .byID) { _ in
      recordReply { store in
        guard let id, id >= 1, id <= store.records.count else { return nil }
        return id - 1
      }
    }
  }

  func showByCustomCode(
    _ request: Request, _ context: ConnectionContext
  ) async throws -> Response {
    let code = context.parameters.get("customCode")?.removingPercentEncoding ?? ""
    return try await read(context, .byCustomCode) { _ in
      recordReply { $0.firstRecord(withCode: code) }
    }
  }

  private func listReply(_ request: Request, isFiltered: Bool) -> Reply {
    let parameters = request.uri.queryParameters
    var query: ListQuery
    do {
      query = try ListQuery(
        perPageDefault: settings.recordsPerPage, perPageMaximum: settings.maximumRecordsPerPage,
        parameter: { parameters[Substring($0)].map(String.init) })
    } catch {
      return Reply(status: 422, message: "The \(error.name) parameter is invalid.")
    }
    if !isFiltered { query.filter = RecordFilter() }
    let others = Self.parametersWithoutPage(request.uri.query ?? "")
    let path = "http://\(request.head.authority ?? settings.host)\(Self.basePath)"
    return state.shelf.withLock { shelf in
      let clock = StatusClock(now: now(), pace: settings.pace)
      let page = RecordPage(
        query: query, selection: RecordSelection(query, in: shelf.store, clock: clock),
        path: path, otherParameters: others)
      return Reply(body: page.body(store: shelf.store, clock: clock))
    }
  }

  private static func parametersWithoutPage(_ query: String) -> String {
    query.split(separator: "&").filter { !$0.hasPrefix("page=") }.joined(separator: "&")
  }

  private func recordReply(_ find: (RecordStore) -> Int?) -> Reply {
    state.shelf.withLock { shelf in
      let clock = StatusClock(now: now(), pace: settings.pace)
      guard let index = find(shelf.store), shelf.store.isVisible(index, at: clock.now) else {
        return .notFound
      }
      var writer = JSONWriter(reserving: 1024)
      var encoder = RecordEncoder(store: shelf.store, clock: clock)
      encoder.write(index, to: &writer)
      return Reply(body: writer.bytes)
    }
  }
}
