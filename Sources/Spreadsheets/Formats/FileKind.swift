/// How a file's content is packed.
package enum FileCompression: String, Sendable, Equatable, Codable {
  case none
  /// gzip (RFC 1952), one member or several.
  case gzip

  static let gzipSignature: [UInt8] = [0x1F, 0x8B]

  /// What the first bytes of `file` say.
  ///
  /// - Throws: ``SpreadsheetError``.
  static func find(in file: InputFile) throws(SpreadsheetError) -> FileCompression {
    var source = try ByteSource(file)
    var bytes = [UInt8](repeating: 0, count: gzipSignature.count)
    let count = try source.read(into: &bytes)
    return count == bytes.count && bytes == gzipSignature ? .gzip : .none
  }
}

/// Kinds of content that are recognised by their first bytes and not read. A gzip file is unpacked; one
/// inside another is foreign.
package enum UnsupportedFormat: Sendable, Equatable, CaseIterable {
  case zip, xls, gzip, pdf, markup, ods, xlsb, cnabReturn, cnab400
  /// A workbook that a password opens.
  case encrypted

  /// What the file is, to follow "is".
  package var name: String {
    switch self {
    case .zip: "a ZIP file and no workbook"
    case .ods: "a LibreOffice workbook (ODS)"
    case .xlsb: "an Excel workbook of the binary kind (XLSB)"
    case .encrypted: "an Excel workbook that is protected with a password"
    case .xls: "an Excel workbook of the old kind (XLS)"
    case .gzip: "a gzip file within a gzip file"
    case .pdf: "a PDF document"
    case .markup: "a web page or XML document, whatever its extension says"
    case .cnabReturn:
      "a CNAB 240 return file (.ret): the bank's answer to payments, with what became of each"
    case .cnab400: "a CNAB 400 file, which holds collection slips and no bank accounts of payees"
    }
  }

  /// What to do to get a readable file.
  package var advice: String {
    switch self {
    case .xls, .markup, .ods, .xlsb:
      "Open it in the spreadsheet program, choose File > Save As (Arquivo > Salvar como) and the "
        + "type \"Excel Workbook (*.xlsx)\", then give that file."
    case .encrypted:
      "Open it in Excel with its password, choose File > Info > Protect Workbook > Encrypt with "
        + "Password, empty the password, save (in LibreOffice: File > Save As without \"Save with "
        + "password\"), then give that file."
    case .zip: "Unpack it, then give the spreadsheet that is in it."
    case .gzip: "Unpack it once (gunzip), then give the unpacked file."
    case .cnabReturn:
      "Give the file that was sent to the bank (.rem), or the spreadsheet it was made from; payments "
        + "that the bank sent back are corrected there."
    case .cnab400: "Export the payments as CNAB 240 (.rem), CSV or a spreadsheet."
    case .pdf: "Export the table itself as CSV from the program that made the document."
    }
  }

  /// The kind whose signature is at the start of `bytes`, if any.
  static func recognised(in bytes: Span<UInt8>) -> UnsupportedFormat? {
    allCases.first { format in
      format.signatures.contains { bytes.starts(with: $0) }
    } ?? (isMarkup(bytes) ? .markup : nil)
  }

  private var signatures: [[UInt8]] {
    switch self {
    // A file in a ZIP file, an empty one, one in parts.
    case .zip: [[0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6], [0x50, 0x4B, 7, 8]]
    case .xls: [[0xD0, 0xCF, 0x11, 0xE0]]
    case .gzip: [FileCompression.gzipSignature]
    case .pdf: [Array("%PDF-".utf8)]
    case .markup, .ods, .xlsb, .encrypted, .cnabReturn: []
    case .cnab400: [Array("01REMESSA".utf8), Array("02RETORNO".utf8)]
    }
  }

  /// Payroll systems like to call an HTML table `.xls`: the first word in angle brackets tells.
  private static func isMarkup(_ bytes: Span<UInt8>) -> Bool {
    let mark = TextEncoding.utf8.byteOrderMark
    let start = bytes.starts(with: mark) ? mark.count : 0
    guard let first = firstNonBlank(in: bytes, from: start), bytes[first] == 0x3C else {
      return false
    }
    let beginning = bytes.extracting(first..<min(first + 16, bytes.count))
    let text = String(decoding: beginning.indices.map { beginning[$0] }, as: UTF8.self).lowercased()
    return ["<?xml", "<!doctype", "<html", "<table", "<head", "<meta", "<style"].contains {
      text.hasPrefix($0)
    }
  }
}
