import BulkEngine

/// Names that systems write where there is none: `N/A`, `NULL`, a number.
enum PlaceholderName {
  /// Whether a name has to be looked at: it is short and begins like one of ``words``, or with no letter.
  @inline(__always)
  static func mayBe(_ name: Span<UInt8>) -> Bool {
    if !isLetter(name[0]) { return true }
    return name.count > 1 && name.count <= longest && beginsLikeWord(name[0] | 0x20, name[1] | 0x20)
  }

  private static func beginsLikeWord(_ first: UInt8, _ second: UInt8) -> Bool {
    switch (UnicodeScalar(first), UnicodeScalar(second)) {
    case ("n", _), ("s", "e"), ("s", "/"), ("a", " "), ("d", "e"), ("u", "n"), ("v", "a"),
      ("x", "x"),
      ("t", "e"):
      true
    default: false
    }
  }

  /// - Parameter name: UTF-8, not empty.
  static func isFound(in name: Span<UInt8>) -> Bool {
    var hasLetter = false
    for index in name.indices where isLetter(name[index]) { hasLetter = true }
    guard hasLetter else { return true }
    guard name.count <= longest else { return false }
    return words.contains(HeaderFolding.fold(String(decoding: Array(name), as: UTF8.self)))
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20) &- 0x61 <= 25
  }

  /// Bytes of the longest of ``words``, accents and signs included.
  private static let longest = 16

  /// Folded as headers are.
  private static let words: Set<String> = [
    "n a", "na", "n d", "nd", "n i", "s n", "null", "nulo", "none", "nil", "nan", "undefined",
    "unknown",
    "vazio", "nenhum", "nao informado", "nao consta", "nao possui", "nao tem", "sem nome",
    "a definir",
    "a informar", "desconhecido", "xx", "xxx", "xxxx", "xxxxx", "nome", "name", "teste", "test",
  ]
}

extension Array where Element == UInt8 {
  fileprivate init(_ span: Span<UInt8>) {
    self = span.indices.map { span[$0] }
  }
}
