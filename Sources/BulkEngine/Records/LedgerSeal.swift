internal import Crypto
package import Foundation

/// What a ledger makes with its key beside the hashes of records.
package struct LedgerSeal: Sendable {
  private let key: SymmetricKey

  /// - Parameter key: 256 random bits.
  package init(key: [UInt8]) {
    self.key = SymmetricKey(data: key)
  }

  /// Tells this key from others.
  package var check: Data { mark("ledger/1/key check") }

  /// A hash of an input, from which the input's own cannot be told.
  package func hash(ofInput sha256: String) -> Data { mark("ledger/1/input|\(sha256)").prefix(16) }

  private func mark(_ text: String) -> Data {
    Data(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
  }

  // MARK: Names of files

  private var sealing: SymmetricKey { SymmetricKey(data: mark("ledger/1/names of files")) }

  package func seal(_ text: String) throws -> Data {
    try ChaChaPoly.seal(Array(text.utf8), using: sealing).combined
  }

  /// nil when it was sealed with another key or changed.
  package func open(_ sealed: Data) -> String? {
    guard let box = try? ChaChaPoly.SealedBox(combined: sealed),
      let text = try? ChaChaPoly.open(box, using: sealing)
    else { return nil }
    return String(decoding: text, as: UTF8.self)
  }
}
