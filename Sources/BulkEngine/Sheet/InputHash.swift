import Crypto
package import Spreadsheets
import Synchronization

/// SHA-256 of an input: what a run is bound to.
///
/// A pass over the input hashes what it reads, so that what was checked and what the hash tells of
/// are the same bytes, whatever happens to the file meanwhile.
package final class InputHash: ByteObserver {
  private struct State {
    var hash = SHA256()
    var byteCount: Int64 = 0
  }

  private let state = Mutex(State())

  package init() {}

  package func saw(_ bytes: Span<UInt8>) {
    state.withLock { state in
      unsafe bytes.withUnsafeBytes { unsafe state.hash.update(bufferPointer: $0) }
      state.byteCount += Int64(bytes.count)
    }
  }

  /// The hash of the whole file, of which what was not seen yet is read now; once only.
  ///
  /// - Returns: lower-case hexadecimal.
  /// - Throws: ``SpreadsheetError``, `CancellationError`.
  package func finish(_ file: InputFile) throws -> String {
    var rest = try ByteSource(file, offset: state.withLock { $0.byteCount })
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while case let count = try rest.read(into: &buffer), count > 0 {
      // A file of many gigabytes takes its time, and a signal is to be heeded meanwhile.
      try Task.checkCancellation()
      saw(buffer.span.extracting(0..<count))
    }
    return Self.hexadecimal(state.withLock { $0.hash.finalize() })
  }

  /// Lower-case hexadecimal; reads the file once.
  ///
  /// - Throws: ``SpreadsheetError``, `CancellationError`.
  package static func sha256(of file: InputFile) throws -> String {
    try InputHash().finish(file)
  }

  /// Lower case, two digits a byte.
  package static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { $0.zeroPadded(to: 2, radix: 16) }.joined()
  }
}
