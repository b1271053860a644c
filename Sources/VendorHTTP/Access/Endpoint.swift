package import BulkEngine
import Foundation

/// Where the API is: scheme, host and port. The paths of the API are appended to it.
package struct Endpoint: Sendable, Hashable, CustomStringConvertible {
  /// The vendor's two installations; each has its own keys and merchant ids.
  package enum Environment: String, Sendable, CaseIterable {
    case sandbox
    case production

    /// Host of the API in this environment.
    package var host: String {
      switch self {
      case .sandbox: "api.sandbox.wepayout.com.br"
      case .production: "api.wepayout.com.br"
      }
    }
  }

  /// `https`, or `http` for loopback addresses.
  package let scheme: String
  /// Lower case, without the brackets of an IPv6 address.
  package let host: String
  /// 1...65535; `nil` for the port of the scheme.
  package let port: Int?

  /// The vendor's host of `environment`.
  package init(_ environment: Environment) {
    scheme = "https"
    host = environment.host
    port = nil
  }

  /// The only host of Weepay: it tells test from production by the key.
  package static let weepay = Endpoint(host: "api.weepay.com.br")

  private init(host: String) {
    scheme = "https"
    self.host = host
    port = nil
  }

  /// Reads a base URL such as `https://api.example.org:8443`; a trailing slash is accepted.
  ///
  /// - Throws: ``EndpointError``.
  package init(baseURL: String) throws(EndpointError) {
    guard let parts = URLComponents(string: baseURL), let scheme = parts.scheme?.lowercased(),
      let host = Self.plainHost(parts.host)
    else { throw .unreadable }
    guard scheme == "https" || scheme == "http" else { throw .unsupportedScheme }
    guard parts.percentEncodedUser == nil, parts.percentEncodedPassword == nil else {
      throw .hasCredentials
    }
    guard parts.percentEncodedPath.isEmpty || parts.percentEncodedPath == "/",
      parts.percentEncodedQuery == nil, parts.percentEncodedFragment == nil
    else { throw .hasMoreThanAHost }
    guard parts.port.map({ (1...65535).contains($0) }) ?? true else { throw .unreadable }
    guard scheme == "https" || namesThisMachine(host: host) else { throw .plainText }
    self.scheme = scheme
    self.host = host
    port = parts.port
  }

  /// Whether the address can only be this machine.
  package var isLoopback: Bool { namesThisMachine(host: host) }

  /// The base URL without a trailing slash.
  package var description: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port.map { "\(scheme)://\(name):\($0)" } ?? "\(scheme)://\(name)"
  }

  /// - Returns: `host` in lower case, without the brackets of an address; nil where it can be no host.
  static func plainHost(_ host: String?) -> String? {
    guard var host = host?.lowercased() else { return nil }
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    let isPlain = host.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"):
        true
      default: false
      }
    }
    return isPlain && !host.isEmpty ? host : nil
  }
}

/// Why a text is not an ``Endpoint``.
package enum EndpointError: ExplainedError, Sendable, Equatable, CaseIterable {
  case unreadable
  case unsupportedScheme
  case plainText
  case hasCredentials
  case hasMoreThanAHost

  /// What is wrong and what to write instead; repeats nothing of the input.
  package var explanation: Explanation {
    switch self {
    case .unreadable:
      Explanation(
        Bilingual(
          "The base URL cannot be read.",
          "A URL base não pode ser lida."),
        next: Bilingual(
          "Write it like https://api.example.org or with a port.",
          "Escreva-a como https://api.example.org, com porta se preciso."))
    case .unsupportedScheme:
      Explanation(
        Bilingual(
          "The base URL does not begin with https://.",
          "A URL base não começa com https://."),
        next: Bilingual("Use https.", "Use https."))
    case .plainText:
      Explanation(
        Bilingual(
          "The base URL uses http, which is accepted for loopback addresses only.",
          "A URL base usa http, aceito só para endereços desta máquina."),
        next: Bilingual(
          "Use https.",
          "Use https."))
    case .hasCredentials:
      Explanation(
        Bilingual(
          "The base URL carries a user name or password.",
          "A URL base traz usuário ou senha."),
        next: Bilingual(
          "Remove it, the token is given separately.",
          "Remova-os, a chave é informada à parte."))
    case .hasMoreThanAHost:
      Explanation(
        Bilingual(
          "The base URL has a path, query or fragment.",
          "A URL base tem caminho, consulta ou fragmento."),
        next: Bilingual(
          "Give only scheme, host and port.",
          "Informe só esquema, host e porta."))
    }
  }
}

/// Whether a URL of http or https can only mean this machine; a name that resolves to it cannot.
package func namesThisMachine(url: String) -> Bool {
  guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
    scheme == "http" || scheme == "https", parts.percentEncodedUser == nil,
    parts.percentEncodedPassword == nil, var host = parts.percentEncodedHost?.lowercased()
  else { return false }
  if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
  return namesThisMachine(host: host)
}

/// Whether `host` names this machine: `localhost`, 127.0.0.0/8 or `::1`.
///
/// - Parameter host: lower case, an IPv6 address without brackets.
func namesThisMachine(host: String) -> Bool {
  host == "localhost" || host == "::1" || isLoopbackIPv4(host)
}

/// Four decimal octets, the first 127; a name such as `127.0.0.1.example.org` is none.
private func isLoopbackIPv4(_ host: String) -> Bool {
  let octets = host.split(separator: ".", omittingEmptySubsequences: false)
  return octets.count == 4 && octets[0] == "127"
    && octets.allSatisfy { octet in
      octet.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        && UInt8(octet) != nil
    }
}
