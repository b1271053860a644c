import Foundation

/// Where the simulator's callbacks may go: to this machine and nowhere else, since they carry names,
/// documents and accounts that may be real.
enum CallbackAddress {
  /// Whether `url` can only mean this machine. A name that resolves to it is another machine's.
  static func isOnThisMachine(_ url: String) -> Bool {
    guard let url = URL(string: url), let scheme = url.scheme?.lowercased(),
      scheme == "http" || scheme == "https", url.user == nil, url.password == nil,
      var host = url.host?.lowercased()
    else { return false }
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    return host == "localhost" || host == "::1" || isLoopbackIPv4(host)
  }

  private static func isLoopbackIPv4(_ host: String) -> Bool {
    let octets = host.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4 && octets[0] == "127"
      && octets.allSatisfy { octet in
        octet.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
          && UInt8(octet) != nil
      }
  }
}

/// A callback that would leave this machine.
struct CallbackLeavesMachine: Error {}
