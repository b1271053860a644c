import Hummingbird
import NIOCore

/// An answer before it meets the network: status, body and the one header that varies.
struct Reply: Equatable {
  var status: Int
  var body: [UInt8]
  var retryAfter: String?
  var contentType = "application/json"

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

  static let notFound = Reply(status: 404, message: "Data qualification not found.")
  static let unauthorized = Reply(status: 401, message: "Unauthenticated.")

  var headers: HTTPFields {
    var headers: HTTPFields = [.contentType: contentType]
    if let retryAfter { headers[.retryAfter] = retryAfter }
    return headers
  }

  var response: Response {
    Response(
      status: HTTPResponse.Status(code: status), headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
  }
}
