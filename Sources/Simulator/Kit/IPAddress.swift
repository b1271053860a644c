import Foundation

/// An address as the 16 bytes of IPv6; IPv4 stands in it as `::ffff:a.b.c.d` (RFC 4291, 2.5.5.2), so that
/// both writings of one address are equal.
struct IPAddress: Hashable {
  let bytes: [UInt8]

  /// Nil for what is no address, such as a name, a range, or an IPv4 address with leading zeros.
  init?(_ text: String) {
    var older = in_addr()
    var newer = in6_addr()
    if unsafe inet_pton(AF_INET, text, &older) == 1 {
      let four = unsafe withUnsafeBytes(of: older) { unsafe Array($0) }
      bytes = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + four
    } else if unsafe inet_pton(AF_INET6, text, &newer) == 1 {
      bytes = unsafe withUnsafeBytes(of: newer) { unsafe Array($0) }
    } else {
      return nil
    }
  }

  /// Of a peer as the system names it: a link-local address also has its zone.
  init?(peer: String) {
    self.init(String(peer.prefix { $0 != "%" }))
  }

  /// Whether a peer is among addresses, however each of them is written.
  ///
  /// - Parameter peer: nil for a connection without an address.
  static func contains(_ peer: String?, in addresses: [String]) -> Bool {
    guard let peer = peer.flatMap(IPAddress.init(peer:)) else { return false }
    return addresses.contains { IPAddress($0) == peer }
  }
}
