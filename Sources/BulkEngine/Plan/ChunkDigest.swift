import Crypto
import Spreadsheets

/// SHA-256 of the text of a chunk's rows, from its first record to its last, with the rows between
/// them that are in no chunk.
///
/// The plan keeps it, and every later reading of the rows compares it: what was planned is what is sent.
struct ChunkDigest {
  /// Up to the last record that belongs to the chunk.
  private var hash = SHA256()
  /// Beyond it, where rows follow that may stand behind the chunk's end; nil without such rows.
  private var ahead: SHA256?

  /// Adds the next row.
  ///
  /// - Parameter isLast: whether the chunk reaches to this row at least.
  mutating func append(_ row: Row, of block: borrowing RowBlock, isLast: Bool) {
    if isLast, ahead == nil { return Self.add(row, of: block, to: &hash) }
    var longer = ahead.take() ?? hash
    Self.add(row, of: block, to: &longer)
    if isLast {
      (hash, ahead) = (longer, nil)
    } else {
      ahead = longer
    }
  }

  /// Lower-case hexadecimal.
  var text: String { InputHash.hexadecimal(hash.finalize()) }

  /// The length first, so that no text can be cut otherwise into the same bytes.
  private static func add(_ row: Row, of block: borrowing RowBlock, to hash: inout SHA256) {
    unsafe withUnsafeBytes(of: UInt64(row.rawCount).littleEndian) {
      unsafe hash.update(bufferPointer: $0)
    }
    let text = block.raw.span.extracting(row.rawRange)
    unsafe text.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
  }
}
