import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Delivers due callbacks beside the server, a few at a time.
struct CallbackCourier: Sendable {
  static let concurrency = 8
  static let attempts = 5
  /// The vendor asks receivers to answer within five seconds.
  static let timeoutSeconds: Int64 = 5
  private static let pause = Duration.milliseconds(20)

  let service: SimulatorService
  /// Posts a body to a URL with an `Authorization` header; the status of the answer.
  let post: @Sendable (_ url: String, _ body: [UInt8], _ authorization: String) async throws -> UInt

  /// Runs until its task is cancelled.
  func run() async {
    await withTaskGroup(of: Void.self) { group in
      var insertions = service.state.callbacks.insertions.makeAsyncIterator()
      var inFlight = 0
      while let entry = await nextDue(&insertions) {
        if inFlight == Self.concurrency {
          await group.next()
          inFlight -= 1
        }
        group.addTask { await deliver(entry) }
        inFlight += 1
      }
      group.cancelAll()
    }
  }

  /// Waits for the next entry to be due; nil when the task is cancelled.
  private func nextDue(
    _ insertions: inout AsyncStream<Void>.Iterator
  ) async -> CallbackQueue.Entry? {
    while !Task.isCancelled {
      if let entry = service.state.callbacks.takeDue(at: service.now()) { return entry }
      if service.state.callbacks.isEmpty {
        await insertions.next()
      } else {
        try? await service.sleep(Self.pause)
      }
    }
    return nil
  }

  /// Tries once; what is not answered with 200 is entered again, a little later each time.
  func deliver(_ entry: CallbackQueue.Entry) async {
    guard let (url, body, authorization) = letter(entry) else { return }
    if let status = try? await post(url, body, authorization), status == 200 {
      service.state.statistics.withLock { $0.callbacksDelivered += 1 }
      return
    }
    guard entry.attempt < Self.attempts else {
      service.state.statistics.withLock { $0.callbacksGivenUp += 1 }
      return
    }
    let delay = Int64(250) << entry.attempt
    service.state.callbacks.insert(
      CallbackQueue.Entry(
        due: service.now().advanced(byMilliseconds: delay), record: entry.record,
        status: entry.status, attempt: entry.attempt + 1))
  }

  /// Nil when no token is known to sign with: the record came from a file and the settings name none.
  private func letter(
    _ entry: CallbackQueue.Entry
  ) -> (url: String, body: [UInt8], authorization: String)? {
    service.state.shelf.withLock { shelf in
      guard let token = shelf.store.token(of: entry.record) ?? service.settings.token else {
        return nil
      }
      let texts = shelf.store.texts(of: entry.record)
      let message = CallbackMessage(
        record: shelf.store.records[entry.record], texts: texts,
        id: RecordEncoder.id(ofRecord: entry.record), status: entry.status)
      return (
        texts.notificationURL, message.body,
        CallbackMessage.authorization(body: message.body, token: token)
      )
    }
  }
}

extension HTTPClient {
  /// Posts one callback to this machine. The answer's body is not read.
  ///
  /// - Throws: ``CallbackLeavesMachine``, and what prevents an answer.
  @Sendable
  func postCallback(url: String, body: [UInt8], authorization: String) async throws -> UInt {
    guard CallbackAddress.isOnThisMachine(url) else { throw CallbackLeavesMachine() }
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.headers.add(name: "Authorization", value: authorization)
    request.body = .bytes(body)
    let response = try await execute(
      request, timeout: .seconds(CallbackCourier.timeoutSeconds))
    return response.status.code
  }
}
