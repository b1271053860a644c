import Crypto
import Spreadsheets

/// SHA-256 of an input: what a run is bound to.
package enum InputHash {
  /// Lower-case hexadecimal; reads the file once.
  ///
  /// - Throws: ``SpreadsheetError``, `CancellationError`.
  package static func sha256(path: String) throws -> String {
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var source = try ByteSource(path: path)
    while case let count = try source.read(into: &buffer), count > 0 {
      // A file of many gigabytes takes its time, and a signal is to be heeded meanwhile.
      try Task.checkCancellation()
      hash.update(data: buffer[..<count])
    }
    return hexadecimal(hash.finalize())
  }

  /// Lower case, two digits a byte.
  package static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
