import CExpat
import Glibc

/// Reads a document: plain elements through ``PlainElement``, everything else through expat, with the limits
/// that keep a document of strangers from filling memory or time.
///
/// A document type is refused: it is the way to make entities grow and to have files fetched. The element,
/// attribute or comment under way may have 256 KB; expat itself looks at its bytes again and again.
@safe
final class XMLReading {
  private let parser: XML_Parser
  private let handler: any XMLHandler
  private let part: String
  private var depth = 0
  private var isRefused = false
  private var fed: Int64 = 0
  /// Where in what was fed a tag ended behind which whole elements may follow.
  private var lastEnd: Int64 = -1
  /// Whether elements may be read without expat: bytes mean what they mean in UTF-8.
  private var readsPlain: Bool
  private var element = PlainElement()
  /// Lines that expat did not see.
  private var plainLines = 0
  /// Bytes that expat gets at least; more from time to time where pieces end within something else.
  private var shortestPiece = 0

  private static let mostDepth = 32
  private static let mostUnended: Int64 = 256 << 10
  private static let longestPiece = 64 << 10

  /// - Parameters:
  ///   - part: its name, for messages.
  ///   - readsPlain: whether plain elements are read without expat; only tests have a reason to say no.
  init(_ handler: any XMLHandler, part: String, readsPlain: Bool = true) {
    guard let parser = unsafe XML_ParserCreate(nil) else {
      preconditionFailure("no memory for a parser")
    }
    unsafe self.parser = parser
    self.handler = handler
    self.part = part
    self.readsPlain = readsPlain
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    unsafe XML_SetElementHandler(parser, startElement, endElement)
    unsafe XML_SetCharacterDataHandler(parser, characters)
    unsafe XML_SetStartDoctypeDeclHandler(parser, documentType)
    unsafe XML_SetXmlDeclHandler(parser, declaration)
  }

  deinit {
    unsafe XML_ParserFree(parser)
  }

  /// Reads a whole part, or as much of it as the handler wants.
  ///
  /// - Throws: ``WorkbookReadingError``.
  static func read<Handler: XMLHandler>(
    _ member: ZipMember, of archive: ZipArchive, _ handler: Handler
  ) throws(WorkbookReadingError) {
    var content = try ZipPart(member, of: archive)
    let reading = XMLReading(handler, part: member.name)
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    var held = 0
    var isAtEnd = false
    while !isAtEnd {
      // Gigabytes take their time; a signal is heeded meanwhile.
      if Task.isCancelled {
        throw .source(.readFailed(path: archive.file.path, code: ECANCELED))
      }
      let count = held + (try content.read(into: &buffer, from: held))
      isAtEnd = count < buffer.count
      let taken = try reading.take(
        buffer.span.extracting(0..<count), isAtEnd: isAtEnd, isFull: count == buffer.count,
        for: handler)
      if handler.isDone { return }
      buffer.moveToFront(taken..<count)
      held = count - taken
    }
  }

  /// Reads the next bytes of the document.
  ///
  /// - Parameters:
  ///   - isFull: what is left over has no more room behind it.
  ///   - handler: the one that this reading has, by its type.
  /// - Returns: bytes that were read; the others come again with what follows them.
  /// - Throws: ``WorkbookReadingError``.
  func take<Handler: XMLHandler>(
    _ text: Span<UInt8>, isAtEnd: Bool, isFull: Bool, for handler: Handler
  ) throws(WorkbookReadingError) -> Int {
    if fed == 0 {
      guard text.count > 1 || isAtEnd else { return 0 }
      readsPlain = readsPlain && Self.hasOneByteCharacters(text)
    }
    var index = 0
    repeat {
      if isBetweenElements {
        let needsMore = try takePlain(text, &index, for: handler)
        if handler.isDone { return text.count }
        if needsMore, !isAtEnd, index > 0 || !isFull { return index }
      }
      let end =
        readsPlain
        ? Self.pieceEnd(in: text, from: min(index + shortestPiece, text.count)) : text.count
      try parse(text.extracting(index..<end), isAtEnd: isAtEnd && end == text.count)
      index = end
      // Ends of rows in a comment are none: expat would look at it again with each of them.
      shortestPiece = isBetweenElements ? 0 : min(max(64, shortestPiece * 2), Self.longestPiece)
    } while index < text.count && !handler.isDone
    return text.count
  }

  /// Whether the document begins as one in UTF-8 does. UTF-16 needs no declaration, and in its line ends and
  /// blanks only one byte of two is one.
  private static func hasOneByteCharacters(_ beginning: Span<UInt8>) -> Bool {
    guard beginning.count > 1 else { return false }
    return beginning[0] == 0x3C && beginning[1] != 0 || beginning.starts(with: [0xEF, 0xBB])
  }

  /// Whether expat stands within an element, directly behind a tag.
  private var isBetweenElements: Bool {
    readsPlain && lastEnd == fed && depth > 0 && depth < Self.mostDepth - 8
  }

  /// Reads plain elements one after the other.
  ///
  /// - Returns: whether the text ended too early to say that what follows is plain.
  private func takePlain<Handler: XMLHandler>(
    _ text: Span<UInt8>, _ index: inout Int, for handler: Handler
  ) throws(WorkbookReadingError) -> Bool {
    while true {
      // Elements may stand on lines of their own.
      let start = index
      while index < text.count, text[index] == 0x0A || text[index] == 0x20 {
        if text[index] == 0x0A { plainLines += 1 }
        index += 1
      }
      if index > start { handler.text(text.extracting(start..<index)) }
      switch element.read(text, from: index) {
      case .needsMore: return true
      case .other: return false
      case .plain(let end):
        element.deliver(from: text, to: handler)
        if let fault = handler.fault { throw .fault(fault) }
        index = end
        if handler.isDone { return false }
      }
    }
  }

  /// Where expat is to stop, since plain elements may follow: behind the first tag that opens the rows of a
  /// sheet or its texts, or ends one of them.
  private static func pieceEnd(in text: Span<UInt8>, from start: Int) -> Int {
    var index = firstIndex(of: 0x3C, in: text, from: start)
    while index < text.count {
      let tag = text.extracting(index + 1..<text.count)
      if tag.starts(with: "/row>") || tag.starts(with: "/si>") || tag.starts(with: "sheetData")
        || tag.starts(with: "sst")
      {
        return min(firstIndex(of: 0x3E, in: text, from: index) + 1, text.count)
      }
      index = firstIndex(of: 0x3C, in: text, from: index + 1)
    }
    return text.count
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
      let line = unsafe plainLines + Int(clamping: XML_GetCurrentLineNumber(parser))
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
    if tag == .sheetData || tag == .sst { noteEnd() }
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
    let tag = unsafe XMLTag(local.span)
    if tag == .row || tag == .si { noteEnd() }
    handler.end(tag)
  }

  /// Notes where the tag under way ends.
  private func noteEnd() {
    lastEnd = unsafe Int64(XML_GetCurrentByteIndex(parser)) + Int64(XML_GetCurrentByteCount(parser))
  }

  @unsafe fileprivate func declare(_ encoding: UnsafePointer<CChar>?) {
    guard let encoding = unsafe encoding else { return }
    if unsafe String(cString: encoding).uppercased() != "UTF-8" { readsPlain = false }
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

@unsafe private func declaration(
  _ user: UnsafeMutableRawPointer?, _ version: UnsafePointer<CChar>?,
  _ encoding: UnsafePointer<CChar>?, _ standalone: CInt
) {
  unsafe reading(user)?.declare(encoding)
}
