import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import BulkEngine
import Spreadsheets

/// Makes a request of the seam into one of the HTTP client.
struct RequestMessage: Sendable {
  /// Scheme, host and port.
  private let base: String
  private let userAgent: String

  init(endpoint: Endpoint, userAgent: String) {
    base = endpoint.description
    self.userAgent = userAgent
  }

  /// - Parameter attempt: a number of ``AttemptGate``.
  func message(for request: Request, attempt: UInt64) -> HTTPClientRequest {
    var message = HTTPClientRequest(url: url(of: request))
    message.method = HTTPMethod(rawValue: request.method.rawValue)
    message.headers = [
      "accept": "application/json",
      // Not asked, a server may take any coding for acceptable (RFC 9110, section 12.5.3).
      "accept-encoding": "identity", "user-agent": userAgent,
    ]
    if let body = request.body {
      message.headers.add(name: "content-type", value: "application/json")
      message.body = .bytes(ByteBuffer(bytes: body))
    }
    for header in request.headers {
      message.headers.replaceOrAdd(name: header.name, value: header.value)
    }
    message.headers.replaceOrAdd(name: AttemptGateHandler.header, value: String(attempt))
    return message
  }

  func url(of request: Request) -> String {
    precondition(request.path.hasPrefix("/"), "the path of a request is absolute")
    guard !request.query.isEmpty else { return base + request.path }
    let query = request.query.map { "\(encoded($0.name))=\(encoded($0.value))" }
    return "\(base)\(request.path)?\(query.joined(separator: "&"))"
  }

  /// Everything but the unreserved characters of RFC 3986 as `%XX`.
  private func encoded(_ text: String) -> String {
    var encoded: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.append(byte)
      default:
        encoded += "%\(byte.zeroPadded(to: 2, radix: 16, uppercase: true))".utf8
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
