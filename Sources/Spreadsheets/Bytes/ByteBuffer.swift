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
  mutating func append(decimal number: Int) {
    precondition(number >= 0)
    if storage.count - count < 20 { grow(by: 20) }
    let end = count + decimalDigits(of: number)
    var rest = number
    var place = end - 1
    while place >= count {
      let tenth = rest / 10
      storage[place] = 0x30 + UInt8(truncatingIfNeeded: rest - tenth * 10)
      rest = tenth
      place -= 1
    }
    count = end
  }

  /// Drops what was appended behind `newCount` bytes.
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

/// How many digits `number`, not negative, has.
private func decimalDigits(of number: Int) -> Int {
  var digits = 1
  var limit = 10
  while number >= limit, digits < 19 {
    digits += 1
    limit = limit.multipliedReportingOverflow(by: 10).partialValue
  }
  return digits
}
