package import BulkEngine
internal import Synchronization

/// A transport whose answers a test writes; it remembers what was sent.
package final class ScriptedTransport: Transport {
  /// What became of one request.
  package typealias Answer = Result<Reply, TransportError>

  private struct Record {
    var requests: [Request] = []
    var inFlight = 0
    var mostInFlight = 0
  }

  private let answer: @Sendable (Request, Int) async -> Answer
  private let record = Mutex(Record())

  /// - Parameter answer: gets the request and its number, 1-based in the order of sending.
  package init(_ answer: @escaping @Sendable (_ request: Request, _ number: Int) async -> Answer) {
    self.answer = answer
  }

  /// Everything that was sent, in order.
  package var requests: [Request] { record.withLock { $0.requests } }
  /// Requests with effects, in order.
  package var posts: [Request] { requests.filter { $0.method != .get } }
  /// Requests without effects, in order.
  package var gets: [Request] { requests.filter { $0.method == .get } }
  /// Most requests that were in flight at one time.
  package var mostInFlight: Int { record.withLock { $0.mostInFlight } }

  package func send(_ request: Request) async throws(TransportError) -> Reply {
    let number = record.withLock { record in
      record.requests.append(request)
      record.inFlight += 1
      record.mostInFlight = max(record.mostInFlight, record.inFlight)
      return record.requests.count
    }
    let result = await answer(request, number)
    record.withLock { $0.inFlight -= 1 }
    return try result.get()
  }
}
