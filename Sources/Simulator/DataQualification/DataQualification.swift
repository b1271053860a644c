import Foundation
import Hummingbird
import Synchronization

/// The operation Data Qualification: its routes, and the records it has stored.
///
/// A request is read (``CreateRequest``, ``ListQuery``), judged (``RecordRules``, ``TestPayee``,
/// ``Intake``) and answered (``CreateReply``, ``RecordPage``); ``StatusTimeline`` says what becomes of a
/// stored record.
final class DataQualification: SimulatedOperation {
  static let path = "/v1/payout/data-qualification"

  /// What requests ask for. Names are those of the report.
  enum RequestKind: String, CaseIterable {
    case create
    case list
    /// The list with a `custom_code`.
    case lookUp = "look_up"
    case byID = "by_id"
    case byCustomCode = "by_custom_code"
    case services
    case statuses
  }

  let kit: SimulatorKit
  /// Locked for one POST or one page at most.
  let records: Mutex<DurableStore<QualificationFacts>>
  let callbacks = CallbackQueue()

  /// Takes up the records of the store file and the callbacks they still owe.
  ///
  /// - Throws: ``SimulatorError`` when the store file cannot be used.
  init(kit: SimulatorKit) throws(SimulatorError) {
    self.kit = kit
    let durable = try DurableStore(path: kit.settings.storeFile, StoreLine.read)
    let clock = StatusClock(now: kit.now(), pace: kit.settings.pace)
    callbacks.schedule(
      Array(durable.store.records.indices), store: durable.store, clock: clock)
    records = Mutex(durable)
  }

  var effects: StoredEffects { records.withLock { $0.store.effects } }

  /// The statuses as of now.
  var clock: StatusClock { StatusClock(now: kit.now(), pace: kit.settings.pace) }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    let group = root.group(RouterPath(Self.path))
    group.post(use: create)
    group.get(use: list)
    group.get("services") { [kit] _, context in
      try await kit.read(RequestKind.services.rawValue, context) { _ in
        Reply(body: NamedList.services())
      }
    }
    group.get("status") { [kit] request, context in
      let parameters = request.uri.queryParameters
      return try await kit.read(RequestKind.statuses.rawValue, context) { _ in
        Reply(
          body: NamedList.statuses(
            page: parameters["page"].flatMap { Int($0) },
            perPage: parameters["per_page"].flatMap { Int($0) }))
      }
    }
    group.get("custom-code/:customCode", use: showByCustomCode)
    group.get(":id", use: showByID)
  }
}

// MARK: POST /data-qualification

extension DataQualification {
  @Sendable
  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let delivery = kit.delivery(.post, RequestKind.create.rawValue, context)
    let body = try? await request.body.collect(upTo: kit.settings.maximumBodyBytes)
    guard let body else { return Reply.payloadTooLarge.response }
    if let response = await delivery.responseBeforeStoring() { return response }
    guard let batch = try? CreateRequestReader.read(Array(body.readableBytesView)) else {
      return Reply(status: 400, message: "The body is not valid JSON.").response
    }
    if let response = delivery.refusalOfSize(recordCount: batch.records?.count ?? 0) {
      return response
    }
    let token = AccessRule.bearerToken(request.headers[.authorization])
    return try await delivery.response(to: reply(to: batch, token: token, delivery))
  }

  private func reply(
    to batch: CreateRequest, token: String?, _ delivery: FaultDelivery
  ) -> Reply {
    guard let service = batch.serviceID, QualificationService.identifiers.contains(service) else {
      return Reply(status: 422, message: "The selected service_id is invalid.")
    }
    guard let records = batch.records, !records.isEmpty else {
      return Reply(status: 422, message: "The data field is required.")
    }
    let intake = Intake(
      uniqueness: kit.settings.uniqueness,
      merchantID: batch.merchantID ?? kit.settings.merchantID, serviceID: service, token: token,
      now: kit.now(), disturbance: IntakeDisturbance(delivery))
    guard let outcome = store(records, intake) else { return .serverError }
    let form = CreateReply.Form(delivery)
    let isPlain = CreateReply.hasOnlyTaken(outcome.receptions) && !form.alwaysLists
    return Reply(
      status: isPlain ? 200 : form.statusOfLists ?? kit.settings.partialOutcomeStatus,
      body: CreateReply.body(records: records, receptions: outcome.receptions, form: form))
  }

  /// Nil when the store file could not be written; the records may be stored all the same.
  private func store(_ submitted: [SubmittedRecord], _ intake: Intake) -> Intake.Outcome? {
    let stored = records.withLock { durable -> Intake.Outcome? in
      let outcome = intake.receive(submitted, into: &durable.store)
      guard (try? durable.persist(outcome.stored, StoreLine.write)) != nil else { return nil }
      let clock = StatusClock(now: intake.now, pace: kit.settings.pace)
      callbacks.schedule(outcome.stored, store: durable.store, clock: clock)
      return outcome
    }
    guard let stored else { return nil }
    kit.statistics.withLock {
      $0.repeatedCodeCount += stored.repeatedCodeCount
      $0.refusedRecordCount += stored.refusedCount
    }
    return stored
  }
}

// MARK: GET /data-qualification, /:id and /custom-code/:customCode

extension DataQualification {
  @Sendable
  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let isLookUp = request.uri.queryParameters["custom_code"] != nil
    let kind = isLookUp ? RequestKind.lookUp : .list
    return try await kit.read(kind.rawValue, context) { delivery in
      listReply(request, isFiltered: delivery.struck(.filterIgnored) == nil)
    }
  }

  @Sendable
  func showByID(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = context.parameters.get("id").flatMap { Int($0) }
    return try await kit.read(RequestKind.byID.rawValue, context) { _ in
      recordReply { store in
        guard let id, id >= 1, id <= store.records.count else { return nil }
        return id - 1
      }
    }
  }

  @Sendable
  func showByCustomCode(
    _ request: Request, _ context: ConnectionContext
  ) async throws -> Response {
    let code = context.parameters.get("customCode")?.removingPercentEncoding ?? ""
    return try await kit.read(RequestKind.byCustomCode.rawValue, context) { _ in
      recordReply { $0.firstRecord(withCode: code) }
    }
  }

  private func listReply(_ request: Request, isFiltered: Bool) -> Reply {
    let parameters = request.uri.queryParameters
    var query: ListQuery
    do {
      query = try ListQuery(
        perPageDefault: kit.settings.recordsPerPage,
        perPageMaximum: kit.settings.maximumRecordsPerPage,
        parameter: { parameters[Substring($0)].map(String.init) })
    } catch {
      return Reply(status: 422, message: "The \(error.name) parameter is invalid.")
    }
    if !isFiltered { query.filter = RecordFilter() }
    let others = PageFrame.parametersWithoutPage(request.uri.query ?? "")
    let url = "http://\(request.head.authority ?? kit.settings.host)\(Self.path)"
    return records.withLock { durable in
      let clock = self.clock
      let page = RecordPage(
        query: query, selection: RecordSelection(query, in: durable.store, clock: clock),
        path: url, otherParameters: others)
      return Reply(body: page.body(store: durable.store, clock: clock))
    }
  }

  private func recordReply(_ find: (QualificationStore) -> Int?) -> Reply {
    records.withLock { durable in
      let clock = self.clock
      guard let index = find(durable.store), durable.store.isVisible(index, at: clock.now) else {
        return Reply(status: 404, message: "Data qualification not found.")
      }
      var writer = JSONWriter(reserving: 1024)
      var encoder = RecordEncoder(store: durable.store, clock: clock)
      encoder.write(index, to: &writer)
      return Reply(body: writer.bytes)
    }
  }
}
