/// What an API key looks like, told without showing anything of it.
package enum TokenShape: Sendable, Equatable {
  case plausible
  /// Shorter than any key that a dashboard makes.
  case short
  /// A token of a login: the vendor's are good for five minutes, for trying by hand.
  case login
}

extension APIToken {
  private static let shortestKey = 16

  /// A guess; the API has the last word.
  package var shape: TokenShape {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if parts.count == 3, bytes.starts(with: Array("eyJ".utf8)) { return .login }
    return bytes.count < Self.shortestKey ? .short : .plausible
  }
}
