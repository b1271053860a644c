import Foundation

/// The proxy that the environment asks for, by the customs of curl and others.
///
/// `https_proxy` or `HTTPS_PROXY`, else `all_proxy` or `ALL_PROXY`, names a proxy as
/// `http://host:port`; of two spellings the lower-case one counts. `no_proxy` or `NO_PROXY` lists
/// what goes without: hosts, domains with all below them, addresses, each perhaps with a port, or
/// `*` for everything.
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
    for name in ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
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
    let isAddress = host.hasPrefix("[") && host.hasSuffix("]")
    if isAddress { host = host.dropFirst().dropLast() }
    // Colons stand in brackets only, and brackets nowhere else.
    let isPlain = Endpoint.plainHost(String(host)) != nil && isAddress == host.contains(":")
    return isPlain ? (String(host), port) : nil
  }

  private static func isExcepted(_ endpoint: Endpoint, _ environment: [String: String]) -> Bool {
    let lists = ["no_proxy", "NO_PROXY"].compactMap { environment[$0] }
    guard let list = lists.first(where: { !$0.isEmpty }) else { return false }
    return list.split { $0 == "," || $0.isWhitespace }
      .contains { isExcepted(endpoint, by: $0.lowercased()) }
  }

  /// `example.org`, `.example.org` and `*.example.org` all except the domain and all below it.
  private static func isExcepted(_ endpoint: Endpoint, by entry: String) -> Bool {
    guard entry != "*" else { return true }
    var (name, port) = hostAndOptionalPort(entry)
    guard port == nil || port == endpoint.port ?? 443 else { return false }
    name = name.drop { $0 == "*" || $0 == "." }
    if name.hasSuffix(".") { name = name.dropLast() }
    guard !name.isEmpty else { return false }
    return endpoint.host == name || endpoint.host.hasSuffix("." + name)
  }

  /// `host`, `host:port`, `[address]:port`, or an IPv6 address without brackets.
  private static func hostAndOptionalPort(_ entry: String) -> (Substring, Int?) {
    if entry.hasPrefix("["), let end = entry.firstIndex(of: "]") {
      let rest = entry[entry.index(after: end)...]
      return (entry[..<end].dropFirst(), rest.hasPrefix(":") ? Int(rest.dropFirst()) : nil)
    }
    let parts = entry.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let port = Int(parts[1]) else { return (entry[...], nil) }
    return (parts[0], port)
  }
}

/// The proxy that requests to an endpoint go through, for people: host and port, no password.
package enum ProxyInUse {
  /// - Returns: nil when requests go directly.
  /// - Throws: ``HTTPTransportError/unreadableProxy(variable:)``.
  package static func description(
    for endpoint: Endpoint,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(HTTPTransportError) -> String? {
    try ProxySettings(environment: environment, endpoint: endpoint).server
      .map { "\($0.host):\($0.port)" }
  }
}
