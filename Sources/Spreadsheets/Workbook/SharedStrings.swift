/// The texts that cells of a workbook share, one behind the other.
///
/// Up to 32 MB stand in memory; beyond that they go to a file without a name, of which the system keeps in
/// memory what it has room for.
final class SharedStrings: Sendable {
  private let text: Storage
  /// Where texts end; the first one begins at 0. A text that is too long is negative, and empty.
  private let ends: [Int]

  private enum Storage: Sendable {
    case memory([UInt8])
    case mapped(MappedFile)
  }

  /// What stands at a number.
  enum Entry: Equatable {
    case text(Range<Int>)
    /// More than 32,767 characters; left out.
    case tooLong
    case missing
  }

  /// No texts.
  init() {
    text = .memory([])
    ends = []
  }

  /// Reads the part that holds the texts.
  ///
  /// - Parameter folder: where a file without a name may be made.
  /// - Throws: ``WorkbookReadingError``.
  init(_ member: ZipMember, of archive: ZipArchive, folder: String) throws(WorkbookReadingError) {
    let collecting = SharedStringCollecting(folder: folder)
    try XMLReading.read(member, of: archive, collecting)
    if let failure = collecting.failure { throw .source(failure) }
    ends = collecting.ends
    let mapped: MappedFile?
    do throws(SpreadsheetError) {
      mapped = try collecting.mapped()
    } catch {
      throw .source(error)
    }
    if let mapped { text = .mapped(mapped) } else { text = .memory(collecting.buffer.storage) }
  }

  func entry(_ number: Int) -> Entry {
    guard number >= 0, number < ends.count else { return .missing }
    let end = ends[number]
    guard end >= 0 else { return .tooLong }
    let before = number == 0 ? 0 : ends[number - 1]
    return .text((before < 0 ? ~before : before)..<end)
  }

  func append(_ range: Range<Int>, to buffer: inout ByteBuffer) {
    switch text {
    case .memory(let bytes): buffer.append(bytes.span.extracting(range))
    case .mapped(let file): file.append(range, to: &buffer)
    }
  }
}

/// Collects the texts of the part `sharedStrings.xml`.
private final class SharedStringCollecting: XMLHandler {
  private let folder: String
  private(set) var buffer = ByteBuffer()
  private(set) var ends: [Int] = []
  private(set) var fault: WorkbookFault?
  private(set) var failure: SpreadsheetError?
  private var file: UnnamedFile?
  private var writtenCount = 0
  private var item = TextItem()
  private var depth = 0

  /// More than the cells of any sheet that a person handles.
  private static let most = 1 << 24
  private static let mostInMemory = 32 << 20
  private static let pieceBytes = 1 << 20

  var isDone: Bool { failure != nil }

  init(folder: String) {
    self.folder = folder
  }

  /// The texts where they were too many for memory.
  func mapped() throws(SpreadsheetError) -> MappedFile? {
    guard let file else { return nil }
    try file.append(buffer.bytes)
    return try MappedFile(file, byteCount: writtenCount + buffer.count)
  }

  func start(_ tag: XMLTag) {
    if tag == .si { item.begin() }
    item.start(tag)
  }

  func attribute(_ name: Span<UInt8>, _ value: Span<UInt8>, of tag: XMLTag) {}

  func text(_ text: Span<UInt8>) { item.append(text) }

  func end(_ tag: XMLTag) {
    item.end(tag)
    guard tag == .si else { return }
    if item.isTooLong {
      ends.append(~(writtenCount + buffer.count))
    } else {
      item.appendText(to: &buffer)
      ends.append(writtenCount + buffer.count)
    }
    if ends.count > Self.most { fault = .tooMany("sharedStrings") }
    let isFull = file != nil ? buffer.count >= Self.pieceBytes : buffer.count >= Self.mostInMemory
    if isFull { spill() }
  }

  private func spill() {
    do throws(SpreadsheetError) {
      let file: UnnamedFile
      if let open = self.file { file = open } else { file = try UnnamedFile(in: folder) }
      self.file = file
      try file.append(buffer.bytes)
      writtenCount += buffer.count
      buffer = ByteBuffer(capacity: Self.pieceBytes)
    } catch {
      failure = error
    }
  }
}

/// The text of a shared or inline string: all of its runs, without the readings that stand above Japanese
/// words.
struct TextItem {
  private var buffer = ByteBuffer(capacity: 256)
  private var isInText = false
  private var phoneticDepth = 0
  private var isCut = false

  /// Most characters of a cell, as spreadsheets count them: in UTF-16.
  static let mostCharacters = 32_767

  mutating func begin() {
    buffer.removeAll()
    (isInText, phoneticDepth, isCut) = (false, 0, false)
  }

  mutating func start(_ tag: XMLTag) {
    if tag == .rPh { phoneticDepth += 1 }
    isInText = tag == .t && phoneticDepth == 0
  }

  mutating func append(_ text: Span<UInt8>) {
    guard isInText else { return }
    take(text)
  }

  /// Appends text whatever its element.
  mutating func take(_ text: Span<UInt8>) {
    guard buffer.count + text.count <= Self.mostCharacters * 3 else { return isCut = true }
    buffer.append(text)
  }

  mutating func end(_ tag: XMLTag) {
    if tag == .rPh { phoneticDepth -= 1 }
    isInText = false
  }

  var isEmpty: Bool { buffer.count == 0 }

  var isTooLong: Bool {
    isCut || (buffer.count > Self.mostCharacters && utf16Count > Self.mostCharacters)
  }

  private var utf16Count: Int {
    var count = 0
    for byte in buffer.storage[0..<buffer.count] where byte & 0xC0 != 0x80 {
      count += byte >= 0xF0 ? 2 : 1
    }
    return count
  }

  /// The text as written, for numbers.
  func withBytes(_ body: (Span<UInt8>) -> Void) {
    body(buffer.storage.span.extracting(0..<buffer.count))
  }

  /// Appends the text; characters written as `_x000D_` are put in their place.
  func appendText(to target: inout ByteBuffer) {
    let text = buffer.storage.span.extracting(0..<buffer.count)
    var start = 0
    var index = firstIndex(of: 0x5F, in: text, from: 0)
    while index + 6 < text.count {
      if let scalar = Self.escaped(text, at: index) {
        target.append(text.extracting(start..<index))
        target.append(scalar: scalar)
        start = index + 7
        index = start - 1
      }
      index = firstIndex(of: 0x5F, in: text, from: index + 1)
    }
    target.append(text.extracting(start..<text.count))
  }

  /// The character that `_xHHHH_` at `index` stands for; nil for anything else, and half a pair.
  private static func escaped(_ text: Span<UInt8>, at index: Int) -> UInt32? {
    guard text[index + 1] == 0x78, text[index + 6] == 0x5F else { return nil }
    var value: UInt32 = 0
    for place in index + 2..<index + 6 {
      switch text[place] {
      case 0x30...0x39: value = value << 4 | UInt32(text[place] - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(text[place] - 0x41 + 10)
      case 0x61...0x66: value = value << 4 | UInt32(text[place] - 0x61 + 10)
      default: return nil
      }
    }
    return (0xD800...0xDFFF).contains(value) ? nil : value
  }
}
