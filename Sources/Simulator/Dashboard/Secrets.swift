import Crypto
import CryptoExtras
import Foundation

/// Secrets made by chance.
enum Chance {
  static func bytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// Letters, digits, `-` and `_`: four characters for three bytes.
  static func text(byteCount: Int) -> String { bytes(byteCount).base64URL }
}

/// By which a secret made by chance is known again: its SHA-256, compared in constant time.
struct SecretHash: Codable, Sendable {
  private let bytes: [UInt8]

  init(of secret: String) {
    bytes = Array(SHA256.hash(data: Array(secret.utf8)))
  }

  /// The comparison of digests takes the same time wherever they differ.
  func matches(_ hash: SHA256Digest) -> Bool { hash == bytes }
}

/// By which a password is known again, and what it locks: scrypt (RFC 7914) with a salt of its own.
struct PasswordHash: Codable, Sendable {
  private static let halfByteCount = 32

  let salt: [UInt8]
  private let verifier: [UInt8]

  /// What a password comes to.
  struct Stretched: Sendable {
    fileprivate let verifier: [UInt8]
    /// Locks what only this password may open.
    let key: SymmetricKey

    /// Takes some hundredths of a second.
    init(_ password: String, salt: [UInt8]) {
      let derived = try? KDF.Scrypt.deriveKey(
        from: Array(password.utf8), salt: salt, outputByteCount: 2 * halfByteCount,
        rounds: 1 << 14, blockSize: 8, parallelism: 1)
      guard let derived else { preconditionFailure("scrypt has no memory") }
      let bytes = unsafe derived.withUnsafeBytes { unsafe Array($0) }
      verifier = Array(bytes.prefix(halfByteCount))
      key = SymmetricKey(data: bytes.suffix(halfByteCount))
    }
  }

  init(_ password: String) {
    salt = Chance.bytes(16)
    verifier = Stretched(password, salt: salt).verifier
  }

  func matches(_ stretched: Stretched) -> Bool {
    zip(verifier, stretched.verifier).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

/// The second factor of a user. Its secret is kept under a key of the password, never in clear.
struct SecondFactor: Codable, Sendable {
  private let sealed: Data
  /// Off until a first code proved that the app has the secret.
  var isOn = false
  var lock = CodeLock()

  init(_ codes: TimeCode, under key: SymmetricKey) {
    let box = try? AES.GCM.seal(codes.secret, using: key)
    guard let sealed = box?.combined else {
      preconditionFailure("AES-GCM takes any key of 32 bytes")
    }
    self.sealed = sealed
  }

  /// Nil for another key.
  func codes(_ key: SymmetricKey) -> TimeCode? {
    guard let box = try? AES.GCM.SealedBox(combined: sealed),
      let secret = try? AES.GCM.open(box, using: key)
    else { return nil }
    return TimeCode(secret: Array(secret))
  }
}

extension Sequence where Element == UInt8 {
  /// RFC 4648, 5; without padding.
  var base64URL: String {
    Data(self).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}
