import Hummingbird
import NIOCore

/// An answer before it meets the network: status, body and the headers that vary.
struct Reply: Equatable {
  var status: Int
  var body: [UInt8]
  var retryAfter: String?
  var contentType = "application/json"
  /// Names and values.
  var otherHeaders: [String: String] = [:]

  init(status: Int = 200, body: [UInt8]) {
    self.status = status
    self.body = body
  }

  /// `{"message": …}`, the vendor's only shape for whole-request errors.
  init(status: Int, message: String, retryAfter: String? = nil) {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("message")
    writer.value(message)
    writer.endObject()
    self.init(status: status, body: writer.bytes)
    self.retryAfter = retryAfter
  }

  /// 422 with `{"message", "errors": {field: [text]}}`, the form of the framework behind the
  /// vendor's other answers.
  static func invalid(_ errors: [(field: String, text: String)]) -> Reply {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("message", errors.first?.text ?? "The given data was invalid.")
    writer.object("errors") { writer in
      for (field, text) in errors {
        writer.key(dynamic: field)
        writer.beginArray()
        writer.value(text)
        writer.endArray()
      }
    }
    writer.endObject()
    return Reply(status: 422, body: writer.bytes)
  }

  static func notFound(_ what: String) -> Reply {
    Reply(status: 404, message: "\(what) not found.")
  }

  static let serverError = Reply(status: 500, message: "Server Error")
  static let payloadTooLarge = Reply(status: 413, message: "Payload Too Large")
  static let unauthorized = Reply(status: 401, message: "Unauthenticated.")

  static func throttled(retryAfter: String?) -> Reply {
    Reply(status: 429, message: "Too Many Attempts.", retryAfter: retryAfter)
  }

  /// The same reply under another status, or under its own when that is nil.
  func withStatus(_ status: Int?) -> Reply {
    var reply = self
    reply.status = status ?? reply.status
    return reply
  }

  var headers: HTTPFields {
    var headers: HTTPFields = [.contentType: contentType]
    if let retryAfter { headers[.retryAfter] = retryAfter }
    for (name, value) in otherHeaders {
      if let name = HTTPFields.Element.Name(name) { headers[name] = value }
    }
    return headers
  }

  var response: Response {
    Response(
      status: HTTPResponse.Status(code: status), headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
  }
}
