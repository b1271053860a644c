/// The directory of a ZIP file. Sizes and places come from there only: programs that write as they go
/// leave zeros in front of the parts themselves.
///
/// Of ZIP only what workbooks use is read: one file, stored or deflated parts, 64-bit sizes.
struct ZipArchive: Sendable {
  let file: InputFile
  /// By name in lower case, without a slash in front: names in workbooks differ in both.
  let members: [String: ZipMember]

  /// More parts than any workbook has.
  private static let mostMembers = 10_000
  /// The end record and the longest comment after it.
  private static let endSearch = 65_557

  /// Reads the directory of `file`.
  ///
  /// - Throws: ``WorkbookReadingError``.
  init(_ file: InputFile) throws(WorkbookReadingError) {
    self.file = file
    let end = try Self.end(of: file)
    guard end.memberCount <= Self.mostMembers else { throw .fault(.contradictory) }
    let bytes = try file.bytes(end.directory)
    var reading = LittleEndianReading(bytes)
    var members: [ZipMember] = []
    for _ in 0..<end.memberCount {
      guard let member = ZipMember(&reading) else { throw .fault(.truncated) }
      members.append(member)
    }
    try Self.requireOrder(members, before: end.directory.lowerBound)
    try Self.requireSize(members, of: file)
    var byName: [String: ZipMember] = [:]
    for member in members {
      guard byName.updateValue(member, forKey: Self.key(member.name)) == nil else {
        throw .fault(.contradictory)
      }
    }
    self.members = byName
  }

  /// The part of this name; names differ in case.
  subscript(name: String) -> ZipMember? { members[Self.key(name)] }

  private static func key(_ name: String) -> String {
    let name = name.lowercased().replacing("\\", with: "/")
    return name.hasPrefix("/") ? String(name.dropFirst()) : name
  }

  /// Parts that overlap are the trick of bombs that unpack one part many times.
  private static func requireOrder(
    _ members: [ZipMember], before end: Int64
  ) throws(WorkbookReadingError) {
    var reached: Int64 = 0
    for member in members.sorted(by: { $0.headerOffset < $1.headerOffset }) {
      guard member.headerOffset >= reached else { throw .fault(.contradictory) }
      let (dataEnd, overflows) = (member.headerOffset + 30)
        .addingReportingOverflow(member.packedSize)
      guard !overflows, dataEnd <= end else { throw .fault(.truncated) }
      reached = dataEnd
    }
  }

  /// At most 64 MB and 200 times the file, and 8 GB. Single parts may be packed as tightly as they like:
  /// honest styles pass 100 to 1.
  private static func requireSize(
    _ members: [ZipMember], of file: InputFile
  ) throws(WorkbookReadingError) {
    let most = min(64 << 20 + 200 * min(file.byteCount, 1 << 40), 8 << 30)
    var total: Int64 = 0
    for member in members {
      let (sum, overflows) = total.addingReportingOverflow(member.size)
      guard !overflows, sum <= most else { throw .fault(.bomb) }
      total = sum
    }
  }

  private struct End {
    var memberCount: Int
    var directory: Range<Int64>
  }

  /// Looks for the end record from the end of the file backwards.
  private static func end(of file: InputFile) throws(WorkbookReadingError) -> End {
    let start = max(0, file.byteCount - Int64(endSearch))
    let tail = try file.bytes(start..<file.byteCount)
    var index = tail.count - 22
    while index >= 0 {
      if tail[index] == 0x50, tail[index + 1] == 0x4B, tail[index + 2] == 5, tail[index + 3] == 6,
        let end = try end(in: tail, at: index, of: file, tailStart: start)
      {
        return end
      }
      index -= 1
    }
    throw .fault(.truncated)
  }

  /// - Returns: nil when these bytes are no end record but part of a comment.
  private static func end(
    in tail: [UInt8], at index: Int, of file: InputFile, tailStart: Int64
  ) throws(WorkbookReadingError) -> End? {
    var reading = LittleEndianReading(tail, from: index + 8)
    guard let here = reading.number(2), let total = reading.number(2),
      let size = reading.number(4), let offset = reading.number(4), let comment = reading.number(2),
      index + 22 + Int(comment) <= tail.count
    else { return nil }
    var end = End(memberCount: Int(total), directory: offset..<offset + size)
    if here == 0xFFFF || total == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
      guard let large = try largeEnd(before: tailStart + Int64(index), of: file) else { return nil }
      end = large
    } else {
      guard here == total else { return nil }
    }
    guard end.directory.upperBound <= tailStart + Int64(index) else { return nil }
    return end
  }

  /// The end record with 64-bit numbers, whose place stands in front of the other one.
  private static func largeEnd(
    before place: Int64, of file: InputFile
  ) throws(WorkbookReadingError) -> End? {
    guard place >= 20 else { return nil }
    var locator = LittleEndianReading(try file.bytes(place - 20..<place))
    guard locator.number(4) == 0x0706_4B50, locator.number(4) != nil,
      let offset = locator.number(8), offset <= place - 76
    else { return nil }
    var record = LittleEndianReading(try file.bytes(offset..<offset + 56))
    guard record.number(4) == 0x0606_4B50 else { return nil }
    record.skip(28)
    guard let total = record.number(8), let size = record.number(8), let start = record.number(8),
      total <= Int64(mostMembers), size <= place, start <= place - size
    else { return nil }
    return End(memberCount: Int(total), directory: start..<start + size)
  }
}

/// One file of a ZIP file, as the directory says.
struct ZipMember: Sendable {
  let name: String
  let packedSize: Int64
  let size: Int64
  let checksum: UInt32
  let headerOffset: Int64
  let packing: Packing

  enum Packing: Sendable {
    case stored, deflated
    /// Encrypted, or packed otherwise.
    case unknown
  }

  /// Reads an entry of the directory; nil for what is none.
  fileprivate init?(_ reading: inout LittleEndianReading) {
    guard reading.number(4) == 0x0201_4B50 else { return nil }
    reading.skip(4)
    guard let flags = reading.number(2), let method = reading.number(2) else { return nil }
    reading.skip(4)
    guard let checksum = reading.number(4), var packed = reading.number(4),
      var size = reading.number(4), let nameCount = reading.number(2),
      let extraCount = reading.number(2), let commentCount = reading.number(2)
    else { return nil }
    reading.skip(8)
    guard var offset = reading.number(4), let name = reading.bytes(Int(nameCount)),
      let extra = reading.bytes(Int(extraCount)), reading.bytes(Int(commentCount)) != nil
    else { return nil }
    var large = Self.largeNumbers(in: extra)
    if size == 0xFFFF_FFFF { size = large.number(8) ?? -1 }
    if packed == 0xFFFF_FFFF { packed = large.number(8) ?? -1 }
    if offset == 0xFFFF_FFFF { offset = large.number(8) ?? -1 }
    guard size >= 0, packed >= 0, offset >= 0, offset < 1 << 60 else { return nil }
    self.name = String(decoding: name, as: UTF8.self)
    (packedSize, self.size, headerOffset) = (packed, size, offset)
    self.checksum = UInt32(truncatingIfNeeded: checksum)
    let isEncrypted = flags & 0x2041 != 0
    packing = isEncrypted ? .unknown : method == 0 ? .stored : method == 8 ? .deflated : .unknown
  }

  /// The extra field with 64-bit numbers.
  private static func largeNumbers(in extra: [UInt8]) -> LittleEndianReading {
    var reading = LittleEndianReading(extra)
    while let kind = reading.number(2), let count = reading.number(2),
      let content = reading.bytes(Int(count))
    {
      if kind == 1 { return LittleEndianReading(content) }
    }
    return LittleEndianReading([])
  }
}

/// Numbers in bytes, the lowest byte first.
struct LittleEndianReading {
  private let source: [UInt8]
  private var index: Int

  init(_ source: [UInt8], from index: Int = 0) {
    self.source = source
    self.index = index
  }

  /// The next number of `count` bytes, at most 8; nil beyond the end, or when it is negative.
  mutating func number(_ count: Int) -> Int64? {
    guard let bytes = bytes(count) else { return nil }
    var value: UInt64 = 0
    for byte in bytes.reversed() { value = value << 8 | UInt64(byte) }
    return Int64(exactly: value)
  }

  mutating func skip(_ count: Int) { index += count }

  mutating func bytes(_ count: Int) -> [UInt8]? {
    guard count <= source.count - index else { return nil }
    defer { index += count }
    return Array(source[index..<index + count])
  }
}

/// What reading a workbook may throw; the path is put to it at the outside.
enum WorkbookReadingError: Error {
  case source(SpreadsheetError)
  case fault(WorkbookFault)

  /// The error for people.
  func error(path: String) -> SpreadsheetError {
    switch self {
    case .source(let error): error
    case .fault(let fault): .damagedWorkbook(fault, path: path)
    }
  }
}

extension InputFile {
  /// The bytes of `range`, which may be too many for the file.
  ///
  /// - Throws: ``WorkbookReadingError``.
  func bytes(_ range: Range<Int64>) throws(WorkbookReadingError) -> [UInt8] {
    guard range.lowerBound >= 0, range.upperBound <= byteCount else { throw .fault(.truncated) }
    var bytes = [UInt8](repeating: 0, count: range.count)
    do throws(SpreadsheetError) {
      var source = try ByteSource(self, offset: range.lowerBound)
      guard try source.read(into: &bytes) == bytes.count else { return [] }
    } catch {
      throw .source(error)
    }
    return bytes
  }
}
