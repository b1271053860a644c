import Crypto
import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Posts callbacks as the vendor does, or as somebody else would.
struct CallbackSender {
  let port: Int
  var token = Desk.token

  /// The body of a callback; what is not given is left out, and the id is the number in the code.
  static func body(_ code: String, status: Int, id: Int? = nil) -> String {
    let id = id ?? code.split(separator: "-").last.flatMap { Int($0) } ?? 1
    return #"{"id":"\#(id)","step":2,"status_id":\#(status),"custom_code":"\#(code)","message":""}"#
  }

  /// Posts a signed body; the status of the answer.
  func post(
    _ body: String, authorization: String? = nil, header: String = "Authorization"
  ) async throws -> Int {
    guard let url = URL(string: "http://127.0.0.1:\(port)/hook") else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.httpBody = Data(body.utf8)
    request.setValue(
      authorization ?? Self.signature(of: body, token: token), forHTTPHeaderField: header)
    let (content, answer) = try await URLSession.shared.data(for: request)
    // Nothing is to be learnt from an answer.
    guard content.isEmpty else { return 0 }
    return (answer as? HTTPURLResponse)?.statusCode ?? 0
  }

  static func signature(of body: String, token: String) -> String {
    let digest = SHA256.hash(data: Data((body + token).utf8))
    return "Bearer " + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension RunningCommand {
  /// The port on which it says that it receives callbacks.
  func listeningPort() async throws -> Int? {
    guard try await hasSaid("/\n") else { return nil }
    return errors.firstMatch(of: /callbacks on http:\/\/127\.0\.0\.1:([0-9]+)\//)
      .flatMap { Int($0.1) }
  }
}
