import Spreadsheets

/// How long the records of a file are on the average: decides how much memory is set aside.
///
/// The first records of a file are often shorter than the last (running numbers grow), so a large
/// file is looked at in several places. A wrong estimate costs time or memory, nothing else.
enum RecordEstimate {
  /// Files up to this size are judged by their first records alone.
  private static let smallFileBytes: Int64 = 8 << 20
  private static let windows: Int64 = 16
  private static let windowBytes = 64 << 10

  /// Bytes per record of the file, at least those of the shortest one.
  ///
  /// - Parameters:
  ///   - first: the first block of rows.
  ///   - isPacked: whether the content is packed: then only the first block tells.
  ///   - shortest: bytes of the shortest record that can be accepted. Shorter lines are blank, or
  ///     rejected, and need no memory.
  /// - Throws: ``SpreadsheetError`` when the file cannot be read.
  static func averageBytes(
    of first: borrowing RowBlock, in file: InputFile, isPacked: Bool, shortest: Int
  ) throws -> Double {
    max(
      Double(shortest),
      try bytesPerRecord(of: first, in: file, isPacked: isPacked, shortest: shortest))
  }

  private static func bytesPerRecord(
    of first: borrowing RowBlock, in file: InputFile, isPacked: Bool, shortest: Int
  ) throws -> Double {
    guard first.rowCount > 1 else { return 80 }
    let last = first.row(first.rowCount - 1)
    let records = Double(first.rowCount - 1)
    let average = Double(last.byteOffset - first.row(0).byteOffset) / records
    guard !isPacked, file.byteCount > smallFileBytes else { return average }
    // Only where a record is a line do lines tell about records. Blank ones may stand behind the last.
    let lines = Double(last.line - first.row(0).line)
    let isLineEach = lines > records / 2 && lines - Double(first.blankLineCount) < records * 1.5
    guard isLineEach else { return average }
    return try averageLineBytes(of: file, shortest: shortest)
  }

  /// Bytes of the file for each line that may be a record, from windows spread over it.
  private static func averageLineBytes(of file: InputFile, shortest: Int) throws -> Double {
    var window = [UInt8](repeating: 0, count: windowBytes)
    var (seen, lines) = (0, 0)
    for index in 0..<windows {
      let middle = file.byteCount * (2 * index + 1) / (2 * windows)
      var source = try ByteSource(file, offset: middle - Int64(windowBytes / 2))
      let count = try source.read(into: &window)
      seen += count
      lines += longLines(in: window.span.extracting(0..<count), shortest: shortest)
    }
    return Double(seen) / Double(max(1, lines))
  }

  /// Lines that end in `text` and are long enough for a record.
  private static func longLines(in text: Span<UInt8>, shortest: Int) -> Int {
    var (start, lines) = (0, 0)
    for index in text.indices where text[index] == 0x0A || text[index] == 0x0D {
      if index - start >= shortest { lines += 1 }
      start = index + 1
    }
    return lines
  }
}

/// Sizes of files.
package enum FileSize {
  /// - Throws: when the file cannot be looked at.
  package static func bytes(of path: String) throws -> Int64 {
    try SystemPath.status(of: path).size
  }
}
