import Foundation

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
