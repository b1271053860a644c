/// Sizes that bound memory, with the reasons for their defaults.
package struct ReadingLimits: Sendable, Equatable {
  /// Bytes of text per block: large enough that the work per block vanishes, small enough that
  /// text and fields stay in a processor's cache. 64 KB suit reading a hundred rows again.
  package var blockBytes: Int
  /// Longest record in bytes, and farthest place at which an opened quote may still close. The
  /// longest record that the API takes is below 2 KB; 1 MB leaves room for any honest spreadsheet.
  package var recordBytes: Int
  /// Most bytes taken from the file at once; only tests have a reason to set it.
  package var readBytes: Int
  /// Most bytes of text that are looked at before more are read; only tests have a reason to set it.
  package var pieceBytes: Int
  /// The same of the first piece alone.
  package var firstPieceBytes: Int?

  package init(
    blockBytes: Int = 256 << 10, recordBytes: Int = 1 << 20, readBytes: Int = .max,
    pieceBytes: Int = .max / 2, firstPieceBytes: Int? = nil
  ) {
    precondition(blockBytes > 0 && recordBytes > 0 && readBytes > 0 && pieceBytes > 0)
    precondition(recordBytes <= 64 << 20, "indices in a block are 32 bits wide")
    self.blockBytes = blockBytes
    self.recordBytes = recordBytes
    self.readBytes = readBytes
    self.pieceBytes = pieceBytes
    self.firstPieceBytes = firstPieceBytes
  }
}
