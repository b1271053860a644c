/// Where a server listens: `host:port`, `[::1]:port` or `:port`.
///
/// Without a host it is this machine only, since callbacks arrive through something that ends TLS;
/// to be reached from elsewhere the host must be said, for example `0.0.0.0`.
package struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
  /// A name or an address, without the brackets of IPv6.
  package let host: String
  /// 0...65535; 0 lets the system choose.
  package var port: Int

  /// `nil` when `text` is no address.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = Int(digits), port <= 65_535
    else { return nil }
    guard let host = Self.host(text[..<colon]) else { return nil }
    self.host = host
    self.port = port
  }

  package var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  private static func host(_ text: Substring) -> String? {
    if text.isEmpty { return "127.0.0.1" }
    if text.hasPrefix("["), text.hasSuffix("]"), text.count > 2 {
      return String(text.dropFirst().dropLast())
    }
    let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    return isPlain && !text.contains(where: { ":/[]@".contains($0) }) ? String(text) : nil
  }
}
