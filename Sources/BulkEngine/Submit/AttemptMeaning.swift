package import Foundation

/// What one attempt to submit a batch means, whatever the operation.
package enum AttemptMeaning: Sendable, Equatable {
  /// Nothing can have reached the API: planned again.
  case notSent(reason: String)
  /// The API may have acted: look it up, never send it again blindly.
  case inDoubt(reason: String)
  /// Not processed; nothing may leave for this long (`nil`: the API does not say how long).
  case throttled(for: Duration?)
  /// Every record was taken.
  case allAccepted
  /// The API judged the records one by one.
  case judged([SubmissionReply.Answer])
  /// The batch was refused as a whole: halve it to find the record, codes stay.
  case refusedWhole(message: String?, isRepetition: Bool)
  /// Answered with a sentence, and with a status that promises nothing: refused, where the API is asked about
  /// refusals, and in doubt elsewhere.
  case perhapsRefused(status: Int, message: String)
  /// The batch is too large: halve it, codes stay.
  case tooLarge
  /// Token, allowed IP or permission refused.
  case denied(status: Int)
  /// This is not the API: wrong host or path, or a redirect. What became of the batch is unknown.
  case misdirected(status: Int)

  /// The table of what an attempt can mean, in one place.
  ///
  /// | what happened | meaning |
  /// | --- | --- |
  /// | nothing was written: DNS, refused, TLS, proxy (407 too), cancelled before | not sent |
  /// | timeout, reset, end of stream, unreadable or truncated reply, 408, 5xx, 503 without a readable `Retry-After` | in doubt |
  /// | 429, 503 with `Retry-After` | throttled |
  /// | 2xx or 4xx that speaks of records | judged record by record, see ``Receipts`` |
  /// | 2xx with a message only | all accepted |
  /// | 400, 422 that speaks of no record | refused as a whole |
  /// | 413 | too large |
  /// | 401, 403 | denied |
  /// | 404, 405, 410, 3xx | misdirected |
  /// | any other 4xx with a sentence | perhaps refused |
  /// | any other 4xx | in doubt |
  ///
  /// - Parameters:
  ///   - attempt: the reply or why there is none.
  ///   - read: reads the operation's reply; `nil` when it is not the API's message.
  package init(
    _ attempt: Result<Reply, TransportError>, now: Date,
    read: (Reply) -> SubmissionReply?
  ) {
    switch attempt {
    case .failure(.notSent(let reason)): self = .notSent(reason: reason)
    case .failure(.unknown(let reason)): self = .inDoubt(reason: reason)
    case .success(let reply): self.init(reply, message: read(reply), now: now)
    }
  }

  private init(_ reply: Reply, message: SubmissionReply?, now: Date) {
    let isJudging = (200..<300).contains(reply.status) || (400..<500).contains(reply.status)
    if isJudging, let message, message.judgesRecords || reply.status < 300,
      let answers = message.answers
    {
      self = .judged(answers)
      return
    }
    switch reply.status {
    case 200..<300 where message?.message != nil: self = .allAccepted
    case 200..<300: self = .inDoubt(reason: "unreadable reply with status \(reply.status)")
    case 300..<400, 404, 405, 410: self = .misdirected(status: reply.status)
    case 401, 403: self = .denied(status: reply.status)
    // Of a proxy in between, which has not passed the request on.
    case 407: self = .notSent(reason: "the proxy asks for a user and password (407)")
    case 408: self = .inDoubt(reason: "the API gave up waiting (408)")
    case 413: self = .tooLarge
    case 429: self = .throttled(for: reply.retryDelay(now: now))
    case 503: self = Self.overloaded(reply.retryDelay(now: now))
    case 400, 422:
      self = .refusedWhole(
        message: message?.message, isRepetition: message?.speaksOfRepetition ?? false)
    // These do not promise that the batch is unprocessed: a conflict may be our own earlier request.
    case 400..<500:
      let reason = "the API answered with status \(reply.status)"
      self =
        message?.message.map { .perhapsRefused(status: reply.status, message: $0) }
        ?? .inDoubt(reason: reason)
    default: self = .inDoubt(reason: "the API failed with status \(reply.status)")
    }
  }

  /// A server that says when to come back has not begun; one that says nothing readable may have.
  private static func overloaded(_ delay: Duration?) -> AttemptMeaning {
    delay.map { .throttled(for: $0) } ?? .inDoubt(reason: "the API failed with status 503")
  }
}

extension Reply {
  /// What `Retry-After` asks for.
  package func retryDelay(now: Date) -> Duration? {
    RetryAfter.delay(headers["retry-after"], serverDate: headers["date"], now: now)
  }
}
