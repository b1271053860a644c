/// A growing run of bytes that keeps its memory when it is emptied.
package struct ByteBuffer: Sendable {
  private(set) var storage: [UInt8]
  /// Bytes that are filled.
  package private(set) var count = 0

  /// - Parameter capacity: bytes that fit before the first growth.
  package init(capacity: Int = 0) {
    storage = [UInt8](repeating: 0, count: capacity)
  }

  /// The filled bytes, as an array of their own.
  package var bytes: [UInt8] { Array(storage[0..<count]) }

  /// The filled bytes as text.
  package var text: String { String(decoding: storage[0..<count], as: UTF8.self) }

  package mutating func removeAll() {
    count = 0
  }

  package mutating func append(_ byte: UInt8) {
    if count == storage.count { grow(by: 1) }
    storage[count] = byte
    count += 1
  }

  package mutating func append(_ bytes: Span<UInt8>) {
    if storage.count - count < bytes.count { grow(by: bytes.count) }
    storage.overwrite(from: count, with: bytes)
    count += bytes.count
  }

  /// Appends the readable form of bytes that stand at `offset` of a sealed file.
  mutating func append(_ bytes: Span<UInt8>, of seal: Seal, at offset: Int64) {
    append(bytes)
    seal.apply(to: &storage, count - bytes.count..<count, at: offset)
  }

  package mutating func append(_ bytes: borrowing ByteBuffer) {
    append(bytes.storage.span.extracting(0..<bytes.count))
  }

  package mutating func append(_ bytes: [UInt8]) {
    append(bytes.span)
  }

  package mutating func append(_ text: String) {
    append(text.utf8.span)
  }

  /// Appends a number that is not negative, in decimal digits.
  package mutating func append(decimal number: Int) {
    precondition(number >= 0)
    if storage.count - count < 24 { grow(by: 24) }
    let leading = number / DecimalText.limit
    if leading > 0 { append(decimal: leading) }
    let text = DecimalText(UInt64(truncatingIfNeeded: number % DecimalText.limit))
    let zeros = leading > 0 ? 0 : text.leadingZeros
    storage.overwrite(from: count, with: text.word &>> UInt64(truncatingIfNeeded: zeros &* 8))
    count += 8 - zeros
  }

  /// Appends what `fill` writes.
  ///
  /// - Parameters:
  ///   - limit: most bytes that it writes, the unused ones of a last word included.
  ///   - fill: given the memory after what is there.
  @inline(__always)
  mutating func append(atMost limit: Int, _ fill: (inout ByteCursor) -> Void) {
    if storage.count - count < limit { grow(by: limit) }
    count += storage.write(from: count, atMost: limit, fill)
  }

  /// Drops what was appended after `newCount` bytes.
  package mutating func truncate(to newCount: Int) {
    precondition(newCount <= count)
    count = newCount
  }

  /// Drops the first `removed` bytes and moves the rest to the front.
  mutating func removeFirst(_ removed: Int) {
    storage.moveToFront(removed..<count)
    count -= removed
  }

  private mutating func grow(by needed: Int) {
    storage.lengthen(to: max(64, storage.count * 2, count + needed))
  }
}
