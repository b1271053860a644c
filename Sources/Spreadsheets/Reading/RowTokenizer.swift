/// Takes text apart into rows; one implementation for delimited text, one for JSON.
///
/// Contract: called with an empty block whose `raw` begins where the last call left its cursor, it
/// appends every row that is complete, or as many as the block has memory for, and leaves the cursor
/// at the first one that is not. The same text gives the same rows however it is cut.
protocol RowTokenizer {
  /// The columns met so far, if they have keys.
  var columns: [ColumnKey] { get }

  /// - Parameters:
  ///   - textCount: bytes of `block.raw` that are filled.
  ///   - cursor: the text's place in the file, at index 0; moved behind what was taken.
  ///   - isAtEnd: the file ends with this text.
  ///   - mayHoldNUL: zero bytes were met in the file so far.
  /// - Returns: whether it stopped because the block has its fill, so that the text that is left needs
  ///   no more behind it.
  mutating func tokenize(
    _ block: inout RowBlock, textCount: Int, cursor: inout TextCursor, isAtEnd: Bool,
    mayHoldNUL: Bool
  ) -> Bool
}
