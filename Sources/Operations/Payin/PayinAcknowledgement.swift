import BulkEngine
import Foundation

/// The reply to a request that changes what is there: `{"status":true,"data":{"message":…}}`, or nothing. It
/// names nothing, and its sentence proves nothing: what became of the target is read from the target.
enum PayinAcknowledgement {
  private struct Message: Decodable {
    let status: Bool?

    private enum Key: String, CodingKey { case status }

    init(from decoder: any Decoder) throws {
      status = try decoder.container(keyedBy: Key.self).tolerant(Bool.self, .status)
    }
  }

  static func reply(in reply: Reply) -> SubmissionReply? {
    if (200..<300).contains(reply.status) {
      if reply.body.allSatisfy({ $0 <= 0x20 }) { return SubmissionReply(message: "") }
      guard let message = decoded(Message.self, from: reply.body), message.status != false else {
        return nil
      }
      return SubmissionReply(message: "")
    }
    return decoded(PayinRefusal.self, from: reply.body)?.message.map {
      SubmissionReply(message: $0)
    }
  }
}

/// An operation's answer as the journal keeps it.
enum AnswerJSON {
  /// - Returns: nil where there is nothing to keep.
  static func text(_ answer: some Encodable) -> String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = (try? encoder.encode(answer)).map { String(decoding: $0, as: UTF8.self) }
    return text == "{}" ? nil : text
  }
}
