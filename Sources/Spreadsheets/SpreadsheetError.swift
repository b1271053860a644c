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
  case unsupported(UnsupportedFormat, path: String)
  /// A gzip file that cannot be unpacked to its end. `packedOffset` counts the file's bytes from 0.
  case damagedGzip(GzipFault, path: String, packedOffset: Int64)
  /// A workbook that cannot be read.
  case damagedWorkbook(WorkbookFault, path: String)
  /// A CNAB 240 file whose lines, counts or sums are not what they say: money may be missing.
  case brokenCNAB([CNABFault], path: String)
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

  /// Whether the bytes of a file are no table: one that was read before is another one now.
  package var isOfContent: Bool {
    switch self {
    case .empty, .unsupported, .damagedGzip, .damagedWorkbook, .brokenCNAB, .unknownJSONShape,
      .invalidText:
      true
    default: false
    }
  }
}

extension SpreadsheetError: CustomStringConvertible {
  package var description: String { "\(english.what) \(english.next)" }

  /// In English what happened and where, and what to do next: a sentence each.
  package var english: (what: String, next: String) {
    switch self {
    case .notFound(let path):
      (
        "There is no file \(path).",
        "Check the name and the folder."
      )
    case .cannotOpen(let path, let code):
      (
        "\(path) cannot be opened: \(systemMessage(code)).",
        "Check who may read it."
      )
    case .notARegularFile(let path):
      (
        "\(path) is no ordinary file.",
        "Give the path of the exported spreadsheet."
      )
    case .readFailed(let path, let code):
      (
        "Reading \(path) failed: \(systemMessage(code)).",
        "Copy the file to a sound disk, try again."
      )
    case .empty(let path):
      (
        "\(path) is empty.",
        "Export the spreadsheet again, with its header row."
      )
    case .unsupported(let format, let path):
      (
        "\(path) is \(format.name).",
        "\(format.advice)"
      )
    case .damagedGzip(let fault, let path, let packedOffset):
      (
        "\(path) \(fault.what) (byte \(packedOffset)).",
        "\(fault.advice)"
      )
    case .damagedWorkbook(let fault, let path):
      (
        "\(path) \(fault.what).",
        "\(fault.advice)"
      )
    case .brokenCNAB(let faults, let path):
      (
        "\(path) is a CNAB 240 file that is not whole. "
          + "\(faults.map(\.sentence).joined(separator: " ")) "
          + "Nothing of it is used, since payments may be missing.",
        "Export it again from the payroll system, and do not edit it by hand."
      )
    case .unknownJSONShape(let path):
      (
        "\(path) is JSON of an unknown shape.",
        "Give an array of objects, {\"data\": [...]}, or one object per line."
      )
    case .invalidText(let encoding, let line, let byteOffset):
      (
        "Line \(line) (byte \(byteOffset)) is not valid \(encoding.name).",
        "Export the spreadsheet as \"CSV UTF-8\", or name its encoding, for example --encoding "
          + "windows-1252."
      )
    case .unencodable(let scalar, let encoding, let line, let column):
      (
        "Line \(line)\(column > 0 ? ", column \(column)" : ""): the character "
          + "\(scalarName(scalar)) does not exist in \(encoding.name).",
        "Use --output-encoding utf-8, or replace it in the spreadsheet."
      )
    case .cannotCreate(let path, let code):
      (
        "\(path) cannot be created: \(systemMessage(code)).",
        "Choose another output folder."
      )
    case .refusesToReplace(let path):
      (
        "\(path) is a link, a folder or a device and is not replaced.",
        "Move it away, try again."
      )
    case .writeFailed(let path, let code):
      (
        "Writing \(path) failed: \(systemMessage(code)).",
        "Make room or choose another disk; the old file, if any, is unchanged."
      )
    }
  }
}

extension GzipFault {
  /// What is wrong, to follow the file's name.
  fileprivate var what: String {
    switch self {
    case .truncated: "is a gzip file that breaks off"
    case .corrupt: "is a gzip file that is damaged"
    case .trailingBytes: "is a gzip file with something else behind it"
    case .bomb: "is a small gzip file of more than 1 GB, which no spreadsheet is"
    }
  }

  fileprivate var advice: String {
    switch self {
    case .truncated, .corrupt: "Copy it again from where it was made, or have it packed again."
    case .trailingBytes: "Unpack it (gunzip), look at it, then give the unpacked file."
    case .bomb: "Find out who sent it; if all is well, unpack it (gunzip) and give that file."
    }
  }
}

/// `U+20AC`, as the Unicode tables write it.
private func scalarName(_ scalar: UInt32) -> String {
  "U+" + scalar.zeroPadded(to: 4, radix: 16, uppercase: true)
}
