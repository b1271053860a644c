import Crypto
import Foundation

/// What a login hands out: JSON Web Tokens (RFC 7519) of HMAC-SHA-256, good until the process ends at most.
struct SessionTokens: Sendable {
  enum Kind: String, Sendable {
    /// Acts for its user.
    case access
    /// Is exchanged, once, for a new pair.
    case refresh

    /// In seconds; the vendor documents five minutes for the first.
    var life: Int64 { self == .access ? 300 : 3600 }
  }

  struct Claims: Equatable {
    let user: Int
    /// Of this token alone.
    let id: String
  }

  private static let header = Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8).base64URL
  private let key = SymmetricKey(size: .bits256)

  func token(_ kind: Kind, user: Int, at now: Moment) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("sub", String(user))
    writer.member("jti", Chance.text(byteCount: 12))
    writer.member("use", kind.rawValue)
    writer.member("exp", Int(now.milliseconds / 1000 + kind.life))
    writer.endObject()
    let signed = "\(Self.header).\(writer.bytes.base64URL)"
    return "\(signed).\(signature(signed).base64URL)"
  }

  /// Nil for a token of another kind, of another process, or past its time.
  func claims(_ token: String, _ kind: Kind, at now: Moment) -> Claims? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.header,
      let signature = Data(base64URL: parts[2]), let payload = Data(base64URL: parts[1]),
      HMAC<SHA256>.isValidAuthenticationCode(
        signature, authenticating: Data("\(parts[0]).\(parts[1])".utf8), using: key),
      let json = try? JSONValue(Array(payload)), json["use"]?.text == kind.rawValue,
      let end = json["exp"]?.integer, now.milliseconds / 1000 < end,
      let user = json["sub"]?.text.flatMap({ Int($0) }), let id = json["jti"]?.text
    else { return nil }
    return Claims(user: user, id: id)
  }

  private func signature(_ text: String) -> HMAC<SHA256>.MAC {
    HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
  }
}

extension Data {
  fileprivate init?(base64URL text: Substring) {
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    self.init(
      base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/") + padding)
  }
}
