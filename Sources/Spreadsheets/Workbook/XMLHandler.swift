/// Elements of workbooks that mean something to a reader, by their names without prefix: files of either
/// family of namespaces, with any prefixes, are read alike.
enum XMLTag: Sendable {
  case row, c, v, f, t, r, si, `is`, rPh, sheetData, mergeCell, col, sst
  case sheet, workbookPr, relationship, override, `default`
  case numFmt, cellXfs, cellStyleXfs, xf, sheetFormatPr
  case other

  init(_ name: Span<UInt8>) {
    switch name.count {
    case 1:
      self =
        switch name[0] {
        case 0x63: .c
        case 0x76: .v
        case 0x66: .f
        case 0x74: .t
        case 0x72: .r
        default: .other
        }
    case 2:
      self =
        switch (name[0], name[1]) {
        case (0x73, 0x69): .si
        case (0x69, 0x73): .is
        case (0x78, 0x66): .xf
        default: .other
        }
    case 3:
      self =
        switch (name[0], name[1], name[2]) {
        case (0x72, 0x6F, 0x77): .row
        case (0x72, 0x50, 0x68): .rPh
        case (0x63, 0x6F, 0x6C): .col
        case (0x73, 0x73, 0x74): .sst
        default: .other
        }
    default:
      self = Self.long[name.text] ?? .other
    }
  }

  private static let long: [String: XMLTag] = [
    "sheetData": .sheetData, "mergeCell": .mergeCell, "sheet": .sheet, "workbookPr": .workbookPr,
    "Relationship": .relationship, "Override": .override, "Default": .default, "numFmt": .numFmt,
    "cellXfs": .cellXfs, "cellStyleXfs": .cellStyleXfs, "sheetFormatPr": .sheetFormatPr,
  ]
}

/// Takes the elements of a document in their order.
protocol XMLHandler: AnyObject {
  /// An element begins; its attributes follow.
  func start(_ tag: XMLTag)
  /// An attribute of the element that began last.
  ///
  /// - Parameters:
  ///   - name: without prefix.
  ///   - value: as the document means it, UTF-8.
  func attribute(_ name: Span<UInt8>, _ value: Span<UInt8>, of tag: XMLTag)
  /// Text of the innermost element, of which more may follow.
  func text(_ text: Span<UInt8>)
  func end(_ tag: XMLTag)
  /// What was met that ends the reading.
  var fault: WorkbookFault? { get }
  /// Nothing more is wanted.
  var isDone: Bool { get }
}
