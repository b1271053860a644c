/// A workbook written part by part, as tests want it: whole or damaged, in any dialect.
package struct WorkbookFile {
  /// XML by name of the part, in their order.
  package var parts: [(name: String, content: [UInt8])] = []
  /// Sizes stand behind the parts, zeros in front of them, as programs write that do not look back.
  package var hasDescriptors = false
  /// Numbers stand in the 64-bit fields.
  package var isLarge = false
  /// Parts whose checksum is wrong.
  package var damagedParts: Set<String> = []
  /// Parts that claim to be encrypted.
  package var lockedParts: Set<String> = []

  package init() {}

  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let relationships =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let packageNamespace =
    "http://schemas.openxmlformats.org/package/2006"

  /// A sheet of a workbook.
  package struct Sheet {
    package var name: String
    /// What stands within `worksheet`: `<sheetData>…</sheetData>` and the rest.
    package var content: String
    package var state: String?

    package init(_ name: String, _ content: String, state: String? = nil) {
      self.name = name
      self.content = content
      self.state = state
    }

    /// A sheet of inline texts, a row each; nil for cells that are not there.
    package init(_ name: String, rows: [[String?]], state: String? = nil) {
      let rows = rows.enumerated().map { index, cells in
        let cells = cells.enumerated().map { column, text in
          text.map { WorkbookFile.cell(column, index + 1, text: $0) } ?? ""
        }
        return "<row r=\"\(index + 1)\">\(cells.joined())</row>"
      }
      self.init(name, "<sheetData>\(rows.joined())</sheetData>", state: state)
    }
  }

  /// A cell of inline text.
  package static func cell(_ column: Int, _ row: Int, text: String) -> String {
    "<c r=\"\(letters(column))\(row)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
      + escaped(text) + "</t></is></c>"
  }

  /// `A` for 0.
  package static func letters(_ column: Int) -> String {
    let last = String(UnicodeScalar(UInt8(65 + column % 26)))
    return column < 26 ? last : letters(column / 26 - 1) + last
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }

  /// A workbook of these sheets.
  ///
  /// - Parameters:
  ///   - styles: what stands within `styleSheet`.
  ///   - strings: what stands within `sst`.
  ///   - properties: attributes of `workbookPr`.
  package init(
    _ sheets: [Sheet], styles: String = "", strings: String = "", properties: String = ""
  ) {
    add(
      "[Content_Types].xml",
      "<Types xmlns=\"\(Self.packageNamespace)/content-types\"><Override PartName=\"/xl/workbook.xml\""
        + " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\""
        + "/></Types>")
    add("_rels/.rels", Self.relations([("officeDocument", "xl/workbook.xml")]))
    let entries = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(Self.escaped(sheet.name))\" sheetId=\"\(index + 7)\""
        + (sheet.state.map { " state=\"\($0)\"" } ?? "") + " r:id=\"rId\(index + 1)\"/>"
    }
    add(
      "xl/workbook.xml",
      "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.relationships)\"><workbookPr \(properties)/>"
        + "<sheets>\(entries.joined())</sheets></workbook>")
    let targets = sheets.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") }
    add(
      "xl/_rels/workbook.xml.rels",
      Self.relations(
        targets + [("styles", "styles.xml"), ("sharedStrings", "/xl/sharedStrings.xml")]))
    for (index, sheet) in sheets.enumerated() {
      add(
        "xl/worksheets/sheet\(index + 1).xml",
        "<worksheet xmlns=\"\(Self.main)\">\(sheet.content)</worksheet>")
    }
    add("xl/styles.xml", "<styleSheet xmlns=\"\(Self.main)\">\(styles)</styleSheet>")
    add("xl/sharedStrings.xml", "<sst xmlns=\"\(Self.main)\">\(strings)</sst>")
  }

  private static func relations(_ targets: [(kind: String, target: String)]) -> String {
    let entries = targets.enumerated().map { index, entry in
      "<Relationship Id=\"rId\(index + 1)\" Type=\"\(relationships)/\(entry.kind)\""
        + " Target=\"\(entry.target)\"/>"
    }
    return "<Relationships xmlns=\"\(packageNamespace)/relationships\">\(entries.joined())"
      + "</Relationships>"
  }

  package mutating func add(_ name: String, _ xml: String) {
    parts.append((name, Array(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml).utf8)))
  }

  /// Changes the text of a part.
  package mutating func change(_ name: String, _ change: (String) -> String) {
    for index in parts.indices where parts[index].name == name {
      parts[index].content = Array(
        change(String(decoding: parts[index].content, as: UTF8.self)).utf8)
    }
  }

  // MARK: ZIP

  /// The file, its parts unpacked.
  package var bytes: [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for part in parts {
      let offset = file.count
      let name = Array(part.name.utf8)
      let checksum = Self.checksum(part.content) ^ (damagedParts.contains(part.name) ? 1 : 0)
      let flags: UInt16 = (hasDescriptors ? 8 : 0) | (lockedParts.contains(part.name) ? 1 : 0)
      let size = UInt32(part.content.count)
      file += Self.number(UInt32(0x0403_4B50)) + Self.number(UInt16(20)) + Self.number(flags)
      file += [0, 0, 0, 0, 0, 0]
      file +=
        hasDescriptors
        ? [UInt8](repeating: 0, count: 12)
        : Self.number(checksum) + Self.number(size) + Self.number(size)
      file += Self.number(UInt16(name.count)) + [0, 0] + name + part.content
      if hasDescriptors {
        file +=
          Self.number(UInt32(0x0807_4B50)) + Self.number(checksum) + Self.number(size)
          + Self.number(size)
      }
      let large =
        Self.number(UInt64(size)) + Self.number(UInt64(size)) + Self.number(UInt64(offset))
      let extra = isLarge ? Self.number(UInt16(1)) + Self.number(UInt16(24)) + large : []
      directory += Self.number(UInt32(0x0201_4B50)) + [20, 0, 20, 0] + Self.number(flags)
      directory += [0, 0, 0, 0, 0, 0] + Self.number(checksum)
      directory += Self.number(isLarge ? .max : size) + Self.number(isLarge ? .max : size)
      directory += Self.number(UInt16(name.count)) + Self.number(UInt16(extra.count))
      directory += [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
      directory += Self.number(isLarge ? .max : UInt32(offset)) + name + extra
    }
    return file + directory + end(directoryAt: file.count, bytes: directory.count)
  }

  private func end(directoryAt offset: Int, bytes: Int) -> [UInt8] {
    let count = UInt16(parts.count)
    guard isLarge else {
      return Self.number(UInt32(0x0605_4B50)) + [0, 0, 0, 0] + Self.number(count)
        + Self.number(count) + Self.number(UInt32(bytes)) + Self.number(UInt32(offset)) + [0, 0]
    }
    var end = Self.number(UInt32(0x0606_4B50)) + Self.number(UInt64(44)) + [45, 0, 45, 0]
    end += [UInt8](repeating: 0, count: 8) + Self.number(UInt64(count)) + Self.number(UInt64(count))
    end += Self.number(UInt64(bytes)) + Self.number(UInt64(offset))
    end += Self.number(UInt32(0x0706_4B50)) + [0, 0, 0, 0] + Self.number(UInt64(offset + bytes))
    end += [1, 0, 0, 0] + Self.number(UInt32(0x0605_4B50)) + [0, 0, 0, 0]
    return end + [UInt8](repeating: 0xFF, count: 12) + [0, 0]
  }

  private static func number<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
  }

  private static func checksum(_ content: [UInt8]) -> UInt32 {
    ~content.reduce(UInt32.max) { sum, byte in
      sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
    }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
}
