/// What can be wrong with the world around a spreadsheet: the file, its encoding, its shape, the disk.
///
/// A bad row is no error: it arrives as a row with ``RowFlags``. Messages name files, lines and
/// columns, never a cell's content.
package enum SpreadsheetError: Error, Sendable, Equatable {
  /// Nothing of that name exists.
  case notFound(path: String)
  /// The file exists, but the system refuses to open it (`code`: errno).
  case cannotOpen(path: String, code: Int32)
  /// The path names a folder, a device or a socket.
  case notARegularFile(path: String)
  /// Reading failed half-way (`code`: errno).
  case readFailed(path: String, code: Int32)
  /// The file has no byte besides blanks.
  case empty(path: String)
  /// The file is of a kind that this version recognises but does not read.
  case unsupported(ForeignFormat, path: String)
  /// A gzip file that cannot be unpacked to its end. `packedOffset` counts the file's bytes from 0.
  case damagedGzip(GzipFault, path: String, packedOffset: Int64)
  /// JSON that is neither an array of objects, nor `{"data": […]}`, nor one object per line.
  case unknownJSONShape(path: String)
  /// Bytes that the encoding forbids. `line` is the physical line, `byteOffset` counts from 0.
  case invalidText(TextEncoding, line: Int, byteOffset: Int64)
  /// The output cannot be created (`code`: errno).
  case cannotCreate(path: String, code: Int32)
  /// The output's place is taken by a symbolic link, a folder or a device.
  case refusesToReplace(path: String)
  /// Writing, syncing or renaming failed (`code`: errno).
  case writeFailed(path: String, code: Int32)
  /// A character that the output's encoding does not have. `line` is the input's physical line
  /// (0 when the row comes from no input line), `column` counts from 1 (0 for JSON).
  case unencodable(scalar: UInt32, TextEncoding, line: Int, column: Int)
}
