/// What a file is that looks like a workbook.
enum WorkbookKind {
  /// Whether `file` is a workbook that is read.
  ///
  /// - Parameter beginning: of the file.
  /// - Throws: ``SpreadsheetError``: a kind of workbook that is not read is named.
  static func isWorkbook(
    _ file: InputFile, beginning: Span<UInt8>
  ) throws(SpreadsheetError) -> Bool {
    let isCompound = beginning.starts(with: compoundSignature)
    guard isCompound || beginning.starts(with: [0x50, 0x4B, 3, 4]) else { return false }
    let foreign: UnsupportedFormat?
    do throws(WorkbookReadingError) {
      if isCompound {
        foreign = try compoundKind(of: file)
      } else {
        foreign = try foreignKind(in: try ZipArchive(file))
      }
    } catch {
      throw error.error(path: file.path)
    }
    guard let foreign else { return true }
    throw .unsupported(foreign, path: file.path)
  }

  /// Of the container that old Excel files and encrypted new ones share.
  private static let compoundSignature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

  private static let contentTypes = "[Content_Types].xml"
  private static let mostBytes = 4 << 20

  /// What a ZIP file is when it is no workbook that is read; nil for one.
  private static func foreignKind(
    in archive: ZipArchive
  ) throws(WorkbookReadingError) -> UnsupportedFormat? {
    if let member = archive["mimetype"], member.size < 256 {
      let type = try archive.content(of: member, limit: 256)
      if String(decoding: type, as: UTF8.self).contains("opendocument.spreadsheet") { return .ods }
    }
    guard let member = archive[contentTypes] else {
      return archive["xl/workbook.xml"] == nil ? .zip : nil
    }
    let types = String(
      decoding: try archive.content(of: member, limit: mostBytes), as: UTF8.self)
    if types.contains("sheet.binary.macroEnabled.main") { return .xlsb }
    let kinds = [
      "spreadsheetml.sheet.main", "spreadsheetml.template.main", "sheet.macroEnabled.main",
      "template.macroEnabled.main",
    ]
    return kinds.contains { types.contains($0) } || archive["xl/workbook.xml"] != nil ? nil : .zip
  }

  /// An encrypted workbook has a stream of this name, in UTF-16.
  private static let encryptedStream: [UInt8] = "EncryptedPackage".utf8.flatMap { byte in [byte, 0]
  }

  private static func compoundKind(
    of file: InputFile
  ) throws(WorkbookReadingError) -> UnsupportedFormat {
    let pieceBytes: Int64 = 1 << 20
    var start: Int64 = 0
    while start < file.byteCount {
      let end = min(file.byteCount, start + pieceBytes + Int64(encryptedStream.count))
      let bytes = try file.bytes(start..<end)
      var index = firstIndex(of: encryptedStream[0], in: bytes.span, from: 0)
      while index + encryptedStream.count <= bytes.count {
        let rest = bytes.span.extracting(index..<bytes.count)
        if rest.starts(with: encryptedStream) { return .encrypted }
        index = firstIndex(of: encryptedStream[0], in: bytes.span, from: index + 1)
      }
      start += pieceBytes
    }
    return .xls
  }
}
