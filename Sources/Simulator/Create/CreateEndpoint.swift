import Hummingbird
import Synchronization

/// `POST /data-qualification`.
extension SimulatorService {
  func create(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let delivery = FaultDelivery(
      faults: nextFaults(.post, .create), service: self, channel: context.channel)
    guard let buffer = try? await request.body.collect(upTo: settings.maximumBodyBytes) else {
      return Reply(status: 413, message: "Payload Too Large").response
    }
    if let response = await delivery.responseBeforeStoring() { return response }
    guard let batch = try? CreateRequestReader.read(Array(buffer.readableBytesView)) else {
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
      uniqueness: settings.uniqueness, merchantID: batch.merchantID ?? settings.merchantID,
      serviceID: service, token: token, now: now(), disturbance: delivery.disturbance())
    guard let outcome = store(records, intake) else {
      return Reply(status: 500, message: "Server Error")
    }
    let (form, partialStatus) = delivery.replyForm(partialStatus: settings.partialOutcomeStatus)
    let isPlain = CreateReply.hasOnlyTaken(outcome.receptions) && !form.alwaysLists
    return Reply(
      status: isPlain ? 200 : partialStatus,
      body: CreateReply.body(records: records, receptions: outcome.receptions, form: form))
  }

  /// Nil when the store file could not be written; the records may be stored all the same.
  private func store(_ records: [SubmittedRecord], _ intake: Intake) -> Intake.Outcome? {
    let stored = state.shelf.withLock { shelf -> Intake.Outcome? in
      guard let outcome = try? shelf.receive(records, intake) else { return nil }
      let clock = StatusClock(now: intake.now, pace: settings.pace)
      state.callbacks.schedule(outcome.stored, store: shelf.store, clock: clock)
      return outcome
    }
    guard let stored else { return nil }
    state.statistics.withLock {
      $0.repeatedCodeCount += stored.repeatedCodeCount
      $0.refusedRecordCount += stored.refusedCount
    }
    return stored
  }
}

extension Intake.Outcome {
  var refusedCount: Int {
    receptions.count { if case .refused = $0 { true } else { false } }
  }
}
