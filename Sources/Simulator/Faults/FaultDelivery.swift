import Hummingbird
import NIOCore
import Synchronization

/// Carries out the faults of one request.
struct FaultDelivery {
  let faults: [Fault]
  let service: SimulatorService
  let channel: any Channel

  static let defaultDelayMilliseconds = 2000
  static let defaultInterval = 5
  static let defaultMegabytes = 8

  /// The response that stands in for the endpoint's, nothing stored; nil when the request goes on.
  func responseBeforeStoring() async -> Response? {
    for fault in faults {
      switch fault.kind {
      case .dropBeforeStoring:
        return await dropped(fault)
      case .errorBeforeStoring:
        return counted(fault, Reply(status: fault.status ?? 500, message: "Server Error"))
      case .throttle:
        service.state.statistics.withLock { $0.throttledCount += 1 }
        return counted(
          fault,
          Reply(
            status: fault.status ?? 429, message: "Too Many Attempts.",
            retryAfter: fault.retryAfterHeader(at: service.now())))
      case .tokenRefused:
        var refusal = Reply.unauthorized
        refusal.status = fault.status ?? refusal.status
        return counted(fault, refusal)
      default: continue
      }
    }
    return nil
  }

  func refusalOfSize(recordCount: Int) -> Response? {
    guard let fault = first(.payloadTooLarge), recordCount > fault.records ?? 0 else { return nil }
    return counted(fault, Reply(status: 413, message: "Payload Too Large"))
  }

  /// Whether a list is to forget what it was asked for.
  func ignoresFilter() -> Bool { struck(.filterIgnored) != nil }

  /// What the faults change about the intake.
  func disturbance() -> IntakeDisturbance {
    IntakeDisturbance(
      refuseEvery: struck(.refuseRecords).map { $0.every ?? Self.defaultInterval },
      changeServiceEvery: struck(.changeService).map { $0.every ?? Self.defaultInterval },
      listTwiceEvery: struck(.twoLists).map { $0.every ?? Self.defaultInterval },
      lagMilliseconds: struck(.listLag).map {
        Int64($0.delayMilliseconds ?? Self.defaultDelayMilliseconds)
      })
  }

  /// The status of an answer with lists and the form of its body.
  func replyForm(partialStatus: Int) -> (form: CreateReply.Form, status: Int) {
    var form = CreateReply.Form()
    var status = partialStatus
    if let fault = struck(.partialOnErrorStatus) {
      form.alwaysLists = true
      status = fault.status ?? 422
    }
    if struck(.lyingLines) != nil {
      form.alwaysLists = true
      form.liesAboutLines = true
    }
    return (form, status)
  }

  /// The endpoint's reply as it reaches the caller, or does not.
  func response(to reply: Reply) async throws -> Response {
    if let fault = struck(.late) {
      let delay = fault.delayMilliseconds ?? Self.defaultDelayMilliseconds
      try await service.sleep(.milliseconds(delay))
    }
    for fault in faults {
      switch fault.kind {
      case .dropAfterStoring: return await dropped(fault)
      case .errorAfterStoring:
        return counted(fault, Reply(status: fault.status ?? 500, message: "Server Error"))
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

  private func struck(_ kind: FaultKind) -> Fault? {
    guard let fault = first(kind) else { return nil }
    service.count(fault)
    return fault
  }

  private func counted(_ fault: Fault, _ reply: Reply) -> Response {
    service.count(fault)
    return reply.response
  }

  /// Closes the connection first; the response that is returned has nowhere to go.
  private func dropped(_ fault: Fault) async -> Response {
    service.count(fault)
    try? await channel.close()
    return Response(status: .internalServerError)
  }

  private func truncated(_ reply: Reply, _ fault: Fault) -> Response {
    service.count(fault)
    let half = ByteBuffer(bytes: reply.body.prefix(reply.body.count / 2))
    let body = ResponseBody(contentLength: reply.body.count) { [channel] writer in
      try await writer.write(half)
      try await channel.close()
      throw CutConnection()
    }
    return Response(
      status: HTTPResponse.Status(code: reply.status), headers: reply.headers, body: body)
  }

  /// Starts like an answer and never comes to its end.
  private func endless(_ fault: Fault) -> Response {
    service.count(fault)
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
