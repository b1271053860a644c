import Foundation

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
