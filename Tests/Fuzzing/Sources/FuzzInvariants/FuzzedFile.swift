import Glibc
package import Spreadsheets

/// The bytes under test, as a file in memory: the readers take paths.
package struct FuzzedFile {
  package let path: String

  /// Writes `bytes`, over those of the last call.
  package init(_ bytes: UnsafeBufferPointer<UInt8>) {
    path = "/dev/shm/qualifica-fuzzing-\(getpid())"
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    precondition(file >= 0, "cannot create \(path)")
    let written = unsafe write(file, bytes.baseAddress, bytes.count)
    precondition(written == bytes.count, "cannot write \(path)")
    close(file)
  }

  /// Everything that reading brings: rows, and the error if it ends with one.
  package func read(
    _ format: TabularFormat, _ limits: ReadingLimits, at position: ReadingPosition = .start,
    columns: [ColumnKey] = []
  ) -> FuzzedReading {
    var reading = FuzzedReading()
    do throws(SpreadsheetError) {
      let reader = try RowReader(
        InputFile(path: path), format: format, at: position, columns: columns, limits: limits)
      var block = RowBlock()
      while try reader.next(into: &block) { reading.add(block, limits) }
      reading.add(block, limits)
      reading.columns = reader.columns
    } catch {
      reading.error = error
    }
    return reading
  }
}
