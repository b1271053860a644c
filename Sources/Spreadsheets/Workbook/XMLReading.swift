import CExpat
import Glibc

/// Elements of workbooks that mean something to a reader, by their names without prefix: files of either
/// family of namespaces, with any prefixes, are read alike.
enum XMLTag: Sendable {
  case row, c, v, f, t, r, si, `is`, rPh, sheetData, mergeCell, col, sst
  case sheet, workbookPr, relationship, override, `default`
  case numFmt, cellXfs, cellStyleXfs, xf, sheetFormatPr
  case other

  fileprivate init(_ name: Span<UInt8>) {
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

/// expat, with the limits that keep a document of strangers from filling memory or time.
///
/// No document type is taken: it is the way to make entities grow and to have files fetched. The element,
/// attribute or comment under way may have 256 KB; expat itself looks at its bytes again and again.
@safe
final class XMLReading {
  private let parser: XML_Parser
  private let handler: any XMLHandler
  private let part: String
  private var depth = 0
  private var isRefused = false
  private var fed: Int64 = 0

  private static let mostDepth = 32
  private static let mostUnended: Int64 = 256 << 10

  /// - Parameter part: its name, for messages.
  init(_ handler: any XMLHandler, part: String) {
    guard let parser = unsafe XML_ParserCreate(nil) else {
      preconditionFailure("no memory for a parser")
    }
    unsafe self.parser = parser
    self.handler = handler
    self.part = part
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    unsafe XML_SetElementHandler(parser, startElement, endElement)
    unsafe XML_SetCharacterDataHandler(parser, characters)
    unsafe XML_SetStartDoctypeDeclHandler(parser, documentType)
  }

  deinit {
    unsafe XML_ParserFree(parser)
  }

  /// Reads a whole part, or as much of it as the handler wants.
  ///
  /// - Throws: ``WorkbookReadingError``.
  static func read(
    _ member: ZipMember, of archive: ZipArchive, _ handler: any XMLHandler
  ) throws(WorkbookReadingError) {
    var content = try ZipPart(member, of: archive)
    let reading = XMLReading(handler, part: member.name)
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var isAtEnd = false
    while !isAtEnd {
      // Gigabytes take their time; a signal is heeded meanwhile.
      if Task.isCancelled {
        throw .source(.readFailed(path: archive.file.path, code: ECANCELED))
      }
      let count = try content.read(into: &buffer)
      isAtEnd = count < buffer.count
      try reading.parse(buffer.span.extracting(0..<count), isAtEnd: isAtEnd)
      if handler.isDone { return }
    }
  }

  private func parse(_ bytes: Span<UInt8>, isAtEnd: Bool) throws(WorkbookReadingError) {
    fed += Int64(bytes.count)
    let status = unsafe bytes.withUnsafeBytes { buffer in
      unsafe XML_Parse(
        parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(buffer.count),
        isAtEnd ? 1 : 0)
    }
    if let fault = handler.fault { throw .fault(fault) }
    if isRefused { throw .fault(.strangeXML(part)) }
    guard status == XML_STATUS_OK || handler.isDone else {
      let line = unsafe Int(clamping: XML_GetCurrentLineNumber(parser))
      throw .fault(.brokenXML(part, line: line))
    }
    guard unsafe fed - Int64(XML_GetCurrentByteIndex(parser)) <= Self.mostUnended || isAtEnd else {
      throw .fault(.strangeXML(part))
    }
  }

  fileprivate func refuse() {
    isRefused = true
    _ = unsafe XML_StopParser(parser, 0)
  }

  @unsafe fileprivate func start(
    _ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
  ) {
    depth += 1
    guard depth <= Self.mostDepth else { return refuse() }
    guard let name = unsafe name else { return }
    let local = unsafe localName(name)
    let tag = unsafe XMLTag(local.span)
    handler.start(tag)
    guard tag != .other, let attributes = unsafe attributes else { return }
    var index = 0
    while let attribute = unsafe attributes[index], let value = unsafe attributes[index + 1] {
      let (name, value) = unsafe (localName(attribute), bytes(value))
      unsafe handler.attribute(name.span, value.span, of: tag)
      index += 2
    }
  }

  @unsafe fileprivate func end(_ name: UnsafePointer<CChar>?) {
    depth -= 1
    guard let name = unsafe name else { return }
    let local = unsafe localName(name)
    unsafe handler.end(XMLTag(local.span))
  }

  @unsafe fileprivate func take(_ text: UnsafePointer<CChar>?, _ count: CInt) {
    guard let text = unsafe text, count > 0 else { return }
    let whole = unsafe bytes(text, Int(count))
    unsafe handler.text(whole.span)
  }
}

/// A name without its prefix.
@unsafe
private func localName(_ name: UnsafePointer<CChar>) -> UnsafeBufferPointer<UInt8> {
  let whole = unsafe bytes(name)
  let colon = unsafe whole.lastIndex(of: 0x3A)
  return unsafe colon.map { unsafe UnsafeBufferPointer(rebasing: whole[($0 + 1)...]) } ?? whole
}

@unsafe
private func bytes(
  _ text: UnsafePointer<CChar>, _ count: Int? = nil
) -> UnsafeBufferPointer<UInt8> {
  unsafe UnsafeBufferPointer(
    start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self),
    count: count ?? strlen(text))
}

@unsafe private func reading(_ user: UnsafeMutableRawPointer?) -> XMLReading? {
  unsafe user.map { unsafe Unmanaged<XMLReading>.fromOpaque($0).takeUnretainedValue() }
}

@unsafe private func startElement(
  _ user: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?,
  _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) {
  unsafe reading(user)?.start(name, attributes)
}

@unsafe private func endElement(_ user: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?) {
  unsafe reading(user)?.end(name)
}

@unsafe private func characters(
  _ user: UnsafeMutableRawPointer?, _ text: UnsafePointer<CChar>?, _ count: CInt
) {
  unsafe reading(user)?.take(text, count)
}

@unsafe private func documentType(
  _ user: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?,
  _ system: UnsafePointer<CChar>?, _ public: UnsafePointer<CChar>?, _ hasSubset: CInt
) {
  unsafe reading(user)?.refuse()
}
