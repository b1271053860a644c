/// Why a workbook cannot be read.
package enum WorkbookFault: Error, Sendable, Equatable {
  /// The ZIP file has no end, or a part lies outside of it: an interrupted copy or download.
  case truncated
  /// A part cannot be unpacked, or its checksum is wrong.
  case damagedPart(String)
  /// Two parts of one name, or parts that overlap: no spreadsheet program writes that.
  case contradictory
  /// A part is encrypted, or packed in a way that no spreadsheet program uses.
  case lockedPart(String)
  /// Far more content than any workbook has in so small a file.
  case bomb
  /// A part that every workbook has is not there.
  case missingPart(String)
  /// The XML of a part breaks its rules. `line` is that of the part, from 1.
  case brokenXML(String, line: Int)
  /// The XML of a part has a document type, is nested too deeply, or has an element without an end:
  /// no spreadsheet program writes that.
  case strangeXML(String)
  /// A row beyond 1,048,576 or a column beyond 16,384.
  case beyondGrid(sheet: String)
  /// More texts, styles or merged cells than a workbook can have.
  case tooMany(String)
}

extension WorkbookFault {
  /// What is wrong, to follow the file's name.
  package var what: String {
    switch self {
    case .truncated: "is a workbook that breaks off"
    case .damagedPart(let part): "is a workbook whose part \(part) is damaged"
    case .contradictory: "is a ZIP file with overlapping or repeated parts, which no workbook has"
    case .lockedPart(let part):
      "is a workbook whose part \(part) is encrypted or packed in an unknown way"
    case .bomb: "is a small file that unpacks to far more than any workbook holds"
    case .missingPart(let part): "is a workbook without its part \(part)"
    case .brokenXML(let part, let line):
      "is a workbook whose part \(part) is broken at its line \(line)"
    case .strangeXML(let part):
      "is a workbook whose part \(part) is written as no spreadsheet program does"
    case .beyondGrid(let sheet):
      "has cells beyond row 1,048,576 or column XFD in sheet \(sheet)"
    case .tooMany(let part): "is a workbook with more entries in \(part) than it can have"
    }
  }

  /// What to do next.
  package var advice: String {
    switch self {
    case .truncated, .damagedPart, .missingPart, .brokenXML:
      "Copy it again from where it was made; or open it in the spreadsheet program, let it be "
        + "repaired, and save it again."
    case .lockedPart:
      "Open it in the spreadsheet program, save it again as Excel Workbook (.xlsx) without a "
        + "password, and give that file."
    case .contradictory, .bomb, .strangeXML, .beyondGrid, .tooMany:
      "Find out who made it; if all is well, open it in the spreadsheet program, save it again "
        + "as Excel Workbook (.xlsx), and give that file."
    }
  }
}
