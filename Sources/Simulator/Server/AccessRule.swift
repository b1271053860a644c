/// Who may call: allowed addresses first, then the token, as the vendor's guide has it.
struct AccessRule {
  let token: String?
  let allowedIPs: [String]?

  enum Verdict: Equatable {
    case admitted(token: String)
    case wrongAddress
    case wrongToken
  }

  func verdict(
    authorization: String?, remoteIP: @autoclosure () -> String?
  ) -> Verdict {
    if let allowedIPs {
      guard let remoteIP = remoteIP(), allowedIPs.contains(remoteIP) else { return .wrongAddress }
    }
    guard let sent = Self.bearerToken(authorization), token == nil || token == sent else {
      return .wrongToken
    }
    return .admitted(token: sent)
  }

  /// The token of `Bearer TOKEN` (RFC 6750, 2.1), nil for an empty one and any other scheme.
  static func bearerToken(_ authorization: String?) -> String? {
    guard let authorization, let space = authorization.firstIndex(of: " "),
      authorization[..<space].lowercased() == "bearer"
    else { return nil }
    let token = String(authorization[authorization.index(after: space)...])
    return token.isEmpty || token.contains(" ") ? nil : token
  }
}
