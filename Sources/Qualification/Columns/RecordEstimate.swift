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

  /// Bytes per record of the file, at least 1.
  ///
  /// - Parameters:
  ///   - first: the first block of rows.
  ///   - bytes: size of the file; 0 when its content is packed.
  /// - Throws: ``SpreadsheetError`` when the file cannot be read.
  static func averageBytes(of first: borrowing RowBlock, path: String, bytes: Int64) throws -> Int {
    guard first.rowCount > 1 else { return 80 }
    let last = first.row(first.rowCount - 1)
    let records = Double(first.rowCount - 1)
    let average = Double(last.byteOffset - first.row(0).byteOffset) / records
    guard bytes > smallFileBytes else { return max(1, Int(average)) }
    let linesPerRecord = Double(last.line - first.row(0).line) / records
    let perLine = try averageLineBytes(path: path, bytes: bytes)
    return max(1, Int((perLine.map { $0 * linesPerRecord } ?? average).rounded()))
  }

  /// Bytes per physical line, from windows spread over the file; nil when there are hardly any lines.
  private static func averageLineBytes(path: String, bytes: Int64) throws -> Double? {
    var window = [UInt8](repeating: 0, count: windowBytes)
    var (seen, lineFeeds, carriageReturns) = (0, 0, 0)
    for index in 0..<windows {
      let middle = bytes * (2 * index + 1) / (2 * windows)
      var source = try ByteSource(path: path, offset: middle - Int64(windowBytes / 2))
      let count = try source.read(into: &window)
      seen += count
      for byte in window[..<count] {
        if byte == 0x0A { lineFeeds += 1 } else if byte == 0x0D { carriageReturns += 1 }
      }
    }
    let lineEnds = lineFeeds > 0 ? lineFeeds : carriageReturns
    return lineEnds >= windows ? Double(seen) / Double(lineEnds) : nil
  }
}
