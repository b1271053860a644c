package import Spreadsheets

/// What must hold of every reading, whatever the bytes.
package enum Invariants {
  /// Small, so that the fuzzer meets every limit soon.
  package static let limits = ReadingLimits(blockBytes: 64, recordBytes: 120)
  /// A payment of a CNAB file is of several lines of 240 characters.
  private static let cnabLimits = ReadingLimits(blockBytes: 64, recordBytes: 1 << 14)

  /// The same rows and the same error however the bytes are cut; the same rest from any row on.
  ///
  /// - Parameter choice: decides where is cut and where reading begins again.
  /// - Returns: the rows of the uncut reading.
  @discardableResult
  package static func check(_ file: FuzzedFile, _ format: TabularFormat, choice: Int)
    -> FuzzedReading
  {
    let limits = format.cnab == nil ? limits : cnabLimits
    let whole = file.read(format, limits)
    var others = [1, 7].map { size -> ReadingLimits in
      var other = limits
      (other.pieceBytes, other.readBytes) = (size, size)
      return other
    }
    var cut = limits
    cut.firstPieceBytes = 1 + choice
    others.append(cut)
    others.append(ReadingLimits(blockBytes: 4096, recordBytes: limits.recordBytes))
    for other in others {
      let again = file.read(format, other)
      precondition(again.error == whole.error, "another error: \(other)")
      guard whole.error == nil else { continue }
      precondition(again == whole, "other rows: \(other)")
    }
    if whole.error == nil { checkResuming(file, format, whole, choice: choice) }
    return whole
  }

  private static func checkResuming(
    _ file: FuzzedFile, _ format: TabularFormat, _ whole: FuzzedReading, choice: Int
  ) {
    // Reading begins again at records only; what is none may stand outside of an array, or in one that
    // stands twice.
    let records = whole.rows.indices.filter {
      whole.rows[$0].flags.isDisjoint(with: [.malformed, .repeatedKey])
    }
    guard !records.isEmpty else { return }
    let index = records[choice % records.count]
    let limits = format.cnab == nil ? limits : cnabLimits
    let rest = file.read(
      format, limits, at: whole.rows[index].position, columns: whole.columns)
    precondition(rest.error == nil)
    precondition(rest.rows == Array(whole.rows[index...]), "another rest from row \(index)")
  }

  /// Every byte of UTF-8 text belongs to a row, or is a blank, a quote, a line end or one of
  /// `fillers`; every row stands on the line it names. Rows that are too long say only where they
  /// begin; an array's end ends the records.
  package static func checkCoverage(
    _ reading: FuzzedReading, of text: [UInt8], from start: Int, fillers: [UInt8], endsEarly: Bool
  ) {
    var position = start
    var isLong = false
    for row in reading.rows {
      let begin = Int(row.byteOffset)
      precondition(begin >= position, "rows overlap")
      if !isLong { checkFilling(text[position..<begin], fillers) }
      isLong = row.flags.contains(.tooLong)
      precondition(Array(text[begin...].prefix(row.raw.count)) == row.raw, "raw text differs")
      position = begin + row.raw.count
    }
    if !isLong, !endsEarly { checkFilling(text[position...], fillers) }
    checkLines(reading, of: text)
  }

  private static func checkFilling(_ bytes: ArraySlice<UInt8>, _ fillers: [UInt8]) {
    let usual: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
    for byte in bytes {
      precondition(usual.contains(byte) || fillers.contains(byte), "a byte belongs to no row")
    }
  }

  private static func checkLines(_ reading: FuzzedReading, of text: [UInt8]) {
    var line = 1
    var index = 0
    for row in reading.rows {
      while index < Int(row.byteOffset) {
        let endsInPair = text[index] == 0x0D && index + 1 < text.count && text[index + 1] == 0x0A
        if text[index] == 0x0A || (text[index] == 0x0D && !endsInPair) { line += 1 }
        index += 1
      }
      precondition(row.line == line, "row on line \(line) says \(row.line)")
    }
  }
}
