import Foundation

/// The proxy that the environment asks for, by the customs of curl and others.
///
/// `HTTPS_PROXY` or `https_proxy`, else `ALL_PROXY` or `all_proxy`, names a proxy as
/// `http://host:port`. `NO_PROXY` or `no_proxy` lists hosts, domains and `*` that go without.
/// Loopback addresses never go through a proxy.
struct ProxySettings: Sendable, Equatable {
  /// A proxy that opens tunnels by `CONNECT`.
  struct Server: Sendable, Equatable {
    var host: String
    var port: Int
    /// `user:password`, percent-decoded.
    var credentials: String?
  }

  /// `nil` when requests go directly.
  let server: Server?

  /// - Throws: ``HTTPTransportError/unreadableProxy(variable:)``.
  init(environment: [String: String], endpoint: Endpoint) throws(HTTPTransportError) {
    guard !endpoint.isLoopback, !Self.isExcepted(endpoint, environment),
      let (variable, value) = Self.setting(of: environment)
    else {
      server = nil
      return
    }
    guard let server = Self.server(from: value) else {
      throw .unreadableProxy(variable: variable)
    }
    self.server = server
  }

  private static func setting(of environment: [String: String]) -> (String, String)? {
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
      if let value = environment[name], !value.isEmpty { return (name, value) }
    }
    return nil
  }

  /// `host:port`, `http://host:port`, with `user:password@` when the proxy asks for it.
  private static func server(from text: String) -> Server? {
    var rest = text[...]
    if let scheme = rest.firstRange(of: "://") {
      guard rest[..<scheme.lowerBound].lowercased() == "http" else { return nil }
      rest = rest[scheme.upperBound...]
    }
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    let credentials = rest.lastIndex(of: "@").map { String(rest[..<$0]) }
    if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    guard let (host, port) = hostAndPort(rest) else { return nil }
    return Server(host: host, port: port, credentials: credentials?.removingPercentEncoding)
  }

  private static func hostAndPort(_ text: Substring) -> (String, Int)? {
    var host = text
    var port = 80
    if let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") {
      guard let number = Int(text[text.index(after: colon)...]), (1...65535).contains(number)
      else { return nil }
      host = text[..<colon]
      port = number
    }
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    let isPlain = host.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") }
    return host.isEmpty || !isPlain ? nil : (String(host), port)
  }

  /// `example.org` and `.example.org` both except the domain and all below it.
  private static func isExcepted(_ endpoint: Endpoint, _ environment: [String: String]) -> Bool {
    let list = environment["NO_PROXY"] ?? environment["no_proxy"] ?? ""
    return list.split { $0 == "," || $0 == " " }.contains { entry in
      var name = entry.lowercased()[...]
      if let colon = name.lastIndex(of: ":"), let port = Int(name[name.index(after: colon)...]),
        !name.dropLast(name.distance(from: colon, to: name.endIndex)).contains(":")
      {
        guard port == endpoint.port ?? 443 else { return false }
        name = name[..<colon]
      }
      name = name.drop { $0 == "*" || $0 == "." }
      return name.isEmpty
        ? entry == "*" : endpoint.host == name || endpoint.host.hasSuffix("." + name)
    }
  }
}
