/// Kinds of content that are recognised by their first bytes and not read. A gzip file is unpacked;
/// here it is what came out of another one.
package enum ForeignFormat: Sendable, Equatable, CaseIterable {
  case xlsx, xls, gzip, pdf

  /// What the file is, to follow "is".
  package var name: String {
    switch self {
    case .xlsx: "an Excel or LibreOffice workbook (XLSX, ODS or another ZIP file)"
    case .xls: "an Excel workbook of the old kind (XLS)"
    case .gzip: "a gzip file within a gzip file"
    case .pdf: "a PDF document"
    }
  }

  /// What a person does to get a readable file.
  package var advice: String {
    switch self {
    case .xlsx, .xls:
      "In the spreadsheet choose File > Save As (Arquivo > Salvar como) and the type "
        + "\"CSV UTF-8 (comma delimited)\", then give that file."
    case .gzip: "Unpack it once (gunzip), then give the unpacked file."
    case .pdf: "Export the table itself as CSV from the program that made the document."
    }
  }

  /// The kind whose signature stands at the start of `bytes`, if any.
  static func recognised(in bytes: Span<UInt8>) -> ForeignFormat? {
    allCases.first { bytes.starts(with: $0.signature) }
  }

  private var signature: [UInt8] {
    switch self {
    case .xlsx: [0x50, 0x4B, 0x03, 0x04]
    case .xls: [0xD0, 0xCF, 0x11, 0xE0]
    case .gzip: [0x1F, 0x8B]
    case .pdf: [0x25, 0x50, 0x44, 0x46, 0x2D]
    }
  }
}
