import Crypto

/// The vendor's signature of a callback: `Bearer hex(SHA-256(text + token))`; of what text says
/// ``CallbackScheme``.
package enum CallbackSignature {
  /// Whether `authorization` signs `text` with one of `tokens`.
  ///
  /// Takes the same time whatever the difference and whichever token fits.
  ///
  /// - Parameters:
  ///   - authorization: value of the header; `nil` when it is missing.
  ///   - text: bytes as received, never encoded anew.
  ///   - tokens: the present token and retired ones whose records are not final yet.
  package static func isValid(
    authorization: String?, _ text: [UInt8], tokens: [APIToken]
  ) -> Bool {
    guard let claimed = authorization.flatMap(digest(ofHeader:)) else { return false }
    return tokens.reduce(false) { isKnown, token in
      let matches = isEqual(claimed, signature(of: text, token: token))
      return matches || isKnown
    }
  }

  private static func signature(of text: [UInt8], token: APIToken) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: text)
    hash.update(data: token.bytes)
    return Array(hash.finalize())
  }

  /// The 32 bytes after the scheme `Bearer`, written as 64 hexadecimal digits.
  private static func digest(ofHeader value: String) -> [UInt8]? {
    let parts = value.split(separator: " ")
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    let digits = parts[1].utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count == 2 * SHA256.byteCount else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }

  private static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
