package import BulkEngine
import Operations

/// Messages of the API that ``TestOperation`` speaks to: one fact a line, words between bars.
///
/// A submission is answered with `message|text`, `lists`, `error|code|text`, `accepted|code` and
/// `changed|code|text`; a question with `page|last|total` (both may be missing) and
/// `record|id|code|status|document|account|created|batch|service|cents`.
package enum ReplyText {
  /// The body that says `reply`.
  package static func body(_ reply: SubmissionReply) -> [UInt8] {
    var lines = reply.message.map { ["message|\($0)"] } ?? []
    if let answers = reply.answers {
      lines.append("lists")
      lines += answers.map { answer in
        let kind =
          answer.word != .accepted ? "error" : answer.code == nil ? "accepted" : "changed"
        return "\(kind)|\(answer.customCode)|\(answer.message ?? "")"
      }
    }
    if reply.hasNamelessAnswers { lines.append("nameless") }
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// The body that shows `page`.
  package static func body(_ page: RemotePage) -> [UInt8] {
    let numbers = [page.lastPage, page.total].map { number in number.map(String.init) ?? "" }
    var lines = [(["page"] + numbers).joined(separator: "|")]
    lines += page.records.map { record in
      [
        "record", record.id, record.customCode, record.statusID,
        record.document ?? "", record.account ?? "", record.createdAt ?? "",
        record.batchCode ?? "", record.treatment ?? "",
        record.amountInCents.map(String.init) ?? "",
      ].joined(separator: "|")
    }
    return Array(lines.joined(separator: "\n").utf8)
  }

  static func reply(in body: [UInt8]) -> SubmissionReply? {
    var reply = SubmissionReply(message: nil)
    for words in lines(of: body) {
      switch words.first {
      case "message":
        reply.message = words[1]
        reply.speaksOfRepetition = words[1].contains("already")
      case "lists": reply.answers = []
      case "error": reply.answers?.append(.refusing(words[1], text(words)))
      case "accepted": reply.answers?.append(.accepting(words[1]))
      case "changed": reply.answers?.append(.altering(words[1], text(words)))
      case "nameless": reply.hasNamelessAnswers = true
      default: return nil
      }
    }
    return reply.message == nil && reply.answers == nil ? nil : reply
  }

  static func page(in body: [UInt8]) -> RemotePage? {
    let lines = lines(of: body)
    guard let first = lines.first, first[0] == "page", first.count == 3 else { return nil }
    let records = lines.dropFirst().compactMap { words -> RemoteRecord? in
      guard words.count == 10, let id = Int(words[1]), let status = Int(words[3]) else {
        return nil
      }
      return RemoteRecord(
        id: id, customCode: words[2], statusID: status,
        treatment: words[8].isEmpty ? nil : words[8], identity: [words[4], words[5]],
        createdAt: words[6].isEmpty ? nil : words[6],
        batchCode: words[7].isEmpty ? nil : words[7], amountInCents: Int64(words[9]))
    }
    return RemotePage(records: records, lastPage: Int(first[1]), total: Int(first[2]))
  }

  private static func lines(of body: [UInt8]) -> [[String]] {
    String(decoding: body, as: UTF8.self).split(separator: "\n").map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private static func text(_ words: [String]) -> String? {
    words.count > 2 && !words[2].isEmpty ? words[2] : nil
  }
}

extension SubmissionReply.Answer {
  /// The record was taken.
  package static func accepting(_ customCode: String) -> Self {
    Self(customCode: customCode, .accepted)
  }

  /// The record was taken otherwise than was asked for.
  package static func altering(_ customCode: String, _ message: String? = nil) -> Self {
    Self(customCode: customCode, .accepted, code: "api.service_changed", message: message)
  }

  /// The record was refused; a repetition, where the message has the word "already".
  package static func refusing(_ customCode: String, _ message: String? = nil) -> Self {
    let isRepetition = message?.contains("already") ?? false
    return Self(customCode: customCode, isRepetition ? .repeated : .refused, message: message)
  }
}

extension Reply {
  /// A reply that says `reply`.
  package static func saying(
    _ reply: SubmissionReply, status: Int = 200, headers: [String: String] = [:]
  ) -> Reply {
    Reply(status: status, headers: headers, body: ReplyText.body(reply))
  }

  /// A reply that takes every record of a batch.
  package static var accepting: Reply { saying(SubmissionReply(message: "received")) }

  /// A reply that shows `records`.
  package static func showing(_ records: [RemoteRecord], lastPage: Int? = nil) -> Reply {
    Reply(status: 200, body: ReplyText.body(RemotePage(records: records, lastPage: lastPage)))
  }
}
