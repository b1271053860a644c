/// Append-only storage of short texts, kept in blocks so that growing never copies what is there.
struct TextArena {
  /// A packed list of texts inside one block.
  struct Range {
    fileprivate let block: UInt32
    fileprivate let offset: UInt32
    fileprivate let byteCount: UInt32
  }

  /// Bytes of a block; a longer list gets a block of its own.
  static let blockSize = 1 << 20

  /// Texts of a list, roughly.
  private static let usualCount = 10

  private var blocks: [[UInt8]] = []

  /// Stores `texts`; each at most 65,535 bytes of UTF-8.
  mutating func append(_ texts: [String]) -> Range {
    let byteCount = texts.reduce(0) { $0 + 2 + $1.utf8.count }
    if blocks.isEmpty || blocks[blocks.count - 1].count + byteCount > Self.blockSize {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(max(Self.blockSize, byteCount))
    }
    let block = blocks.count - 1
    let offset = blocks[block].count
    for text in texts { Self.pack(text, into: &blocks[block]) }
    return Range(block: UInt32(block), offset: UInt32(offset), byteCount: UInt32(byteCount))
  }

  /// The texts as they were appended.
  func texts(in range: Range) -> [String] {
    utf8(in: range).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The UTF-8 of every text, not copied.
  func utf8(in range: Range) -> [ArraySlice<UInt8>] {
    var texts: [ArraySlice<UInt8>] = []
    texts.reserveCapacity(Self.usualCount)
    let block = blocks[Int(range.block)]
    var position = Int(range.offset)
    let end = position + Int(range.byteCount)
    while position < end {
      let field = Self.field(at: position, of: block)
      texts.append(block[field])
      position = field.upperBound
    }
    return texts
  }

  /// The UTF-8 of one text, `index` counted from 0.
  func utf8(ofText index: Int, in range: Range) -> ArraySlice<UInt8> {
    let block = blocks[Int(range.block)]
    var field = Self.field(at: Int(range.offset), of: block)
    for _ in 0..<index { field = Self.field(at: field.upperBound, of: block) }
    return block[field]
  }

  private static func pack(_ text: String, into block: inout [UInt8]) {
    let count = UInt16(text.utf8.count)
    block.append(UInt8(truncatingIfNeeded: count))
    block.append(UInt8(truncatingIfNeeded: count >> 8))
    block.append(contentsOf: text.utf8)
  }

  private static func field(at position: Int, of block: [UInt8]) -> Swift.Range<Int> {
    let count = Int(block[position]) | Int(block[position + 1]) << 8
    return position + 2..<position + 2 + count
  }
}
