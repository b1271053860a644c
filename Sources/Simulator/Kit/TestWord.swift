/// The last word of a name, `T81`…`T99` in either case, that decides what becomes of a record, like a
/// payment vendor's test cards.
enum TestWord {
  /// 80…99, or nil when the last word is none. Runs for every record; nearly every name is decided
  /// by its last byte.
  static func number(in name: String) -> Int? {
    var backwards = name.utf8.reversed().makeIterator()
    guard let ones = digit(backwards.next()), let tens = digit(backwards.next()), tens >= 8,
      let letter = backwards.next(), letter == UInt8(ascii: "T") || letter == UInt8(ascii: "t"),
      (backwards.next() ?? UInt8(ascii: " ")) == UInt8(ascii: " ")
    else { return nil }
    return tens * 10 + ones
  }

  private static func digit(_ byte: UInt8?) -> Int? {
    guard let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
    return Int(byte - UInt8(ascii: "0"))
  }
}
