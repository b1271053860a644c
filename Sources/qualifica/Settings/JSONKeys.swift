import Foundation

/// The keys of a JSON object as they stand in the text: Foundation keeps one of those that are
/// there twice and says nothing.
enum JSONKeys {
  /// The first key that the outermost object has more than once.
  ///
  /// - Parameter content: JSON that was found to be an object.
  static func repeated(in content: Data) -> String? {
    var seen: Set<String> = []
    var depth = 0
    var bytes = Array(content)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""):
        let text = string(&bytes)
        guard depth == 1, isKey(bytes) else { continue }
        if !seen.insert(text).inserted { return text }
      default: continue
      }
    }
    return nil
  }

  /// Takes the rest of a string off `bytes`, its closing quote included.
  private static func string(_ bytes: inout ArraySlice<UInt8>) -> String {
    var literal: [UInt8] = [UInt8(ascii: "\"")]
    while let byte = bytes.popFirst() {
      literal.append(byte)
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\"), let escaped = bytes.popFirst() { literal.append(escaped) }
    }
    let text = try? JSONDecoder().decode(String.self, from: Data(literal))
    return text ?? String(decoding: literal, as: UTF8.self)
  }

  private static func isKey(_ rest: ArraySlice<UInt8>) -> Bool {
    rest.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: ":")
  }
}
