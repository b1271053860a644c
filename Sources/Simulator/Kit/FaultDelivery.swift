import Hummingbird
import NIOCore
import Synchronization

/// Carries out the faults of one request.
struct FaultDelivery {
  let faults: [Fault]
  let kit: SimulatorKit
  let channel: any Channel

  private static let defaultDelayMilliseconds = 2000
  private static let defaultInterval = 5
  private static let defaultMegabytes = 8

  /// The response in place of the endpoint's, nothing stored; nil when the request goes on.
  func responseBeforeStoring() async -> Response? {
    for fault in faults {
      switch fault.kind {
      case .dropBeforeStoring:
        return await dropped(fault)
      case .errorBeforeStoring:
        return counted(fault, .serverError.withStatus(fault.status))
      case .throttle:
        kit.statistics.withLock { $0.throttledCount += 1 }
        let header = fault.retryAfterHeader(at: kit.now())
        return counted(fault, .throttled(retryAfter: header).withStatus(fault.status))
      case .tokenRefused:
        return counted(fault, .unauthorized.withStatus(fault.status))
      default: continue
      }
    }
    return nil
  }

  /// The refusal of a request with too many records; nil when the request goes on.
  func refusalOfSize(recordCount: Int) -> Response? {
    guard let fault = first(.payloadTooLarge), recordCount > fault.records ?? 0 else { return nil }
    return counted(fault, .payloadTooLarge)
  }

  /// The fault of a kind, counted as having struck; nil when there is none.
  func struck(_ kind: FaultKind) -> Fault? {
    guard let fault = first(kind) else { return nil }
    count(fault)
    return fault
  }

  /// Every how many records a fault strikes, counted as having struck; nil when there is none.
  func interval(of kind: FaultKind) -> Int? {
    struck(kind).map { $0.every ?? Self.defaultInterval }
  }

  /// For how many milliseconds reads do not show what is stored; nil when they show it at once.
  func listLag() -> Int64? {
    struck(.listLag).map { Int64($0.delayMilliseconds ?? Self.defaultDelayMilliseconds) }
  }

  /// The endpoint's reply as it reaches the caller: late, cut, replaced or whole.
  func response(to reply: Reply) async throws -> Response {
    if let fault = struck(.late) {
      let delay = fault.delayMilliseconds ?? Self.defaultDelayMilliseconds
      try await kit.sleep(.milliseconds(delay))
    }
    for fault in faults {
      switch fault.kind {
      case .dropAfterStoring: return await dropped(fault)
      case .errorAfterStoring:
        return counted(fault, .serverError.withStatus(fault.status))
      case .html: return counted(fault, Self.page(status: fault.status ?? 200))
      case .truncated: return truncated(reply, fault)
      case .endless: return endless(fault)
      default: continue
      }
    }
    return reply.response
  }

  // MARK: Parts

  private func first(_ kind: FaultKind) -> Fault? { faults.first { $0.kind == kind } }

  private func count(_ fault: Fault) {
    kit.statistics.withLock { $0.faultCounts[fault.kind, default: 0] += 1 }
  }

  private func counted(_ fault: Fault, _ reply: Reply) -> Response {
    count(fault)
    return reply.response
  }

  /// Closes the connection, so that the returned response is never sent.
  private func dropped(_ fault: Fault) async -> Response {
    count(fault)
    try? await channel.close()
    return Response(status: .internalServerError)
  }

  private func truncated(_ reply: Reply, _ fault: Fault) -> Response {
    count(fault)
    let half = ByteBuffer(bytes: reply.body.prefix(reply.body.count / 2))
    let body = ResponseBody(contentLength: reply.body.count) { [channel] writer in
      try await writer.write(half)
      try await channel.close()
      throw CutConnection()
    }
    return Response(
      status: HTTPResponse.Status(code: reply.status), headers: reply.headers, body: body)
  }

  /// A body that starts like an answer and is cut after some megabytes.
  private func endless(_ fault: Fault) -> Response {
    count(fault)
    let block = ByteBuffer(repeating: UInt8(ascii: "a"), count: 1 << 16)
    let blockCount = (fault.megabytes ?? Self.defaultMegabytes) << 4
    let body = ResponseBody { [channel] writer in
      try await writer.write(ByteBuffer(string: "{\"message\":\""))
      for _ in 0..<blockCount { try await writer.write(block) }
      try await channel.close()
      throw CutConnection()
    }
    return Response(status: .ok, headers: [.contentType: "application/json"], body: body)
  }

  private static func page(status: Int) -> Reply {
    var page = Reply(
      status: status,
      body: Array("<!DOCTYPE html><html><body><h1>Under maintenance</h1></body></html>".utf8))
    page.contentType = "text/html; charset=utf-8"
    return page
  }
}

/// Ends a response whose connection was closed on purpose.
struct CutConnection: Error {}
