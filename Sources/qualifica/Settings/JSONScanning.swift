import Foundation

/// The keys of a JSON object as they stand in the text: Foundation keeps one of those that are
/// there twice and says nothing.
enum JSONKeys {
  /// The first key that an object has more than once.
  ///
  /// - Parameter content: JSON that was found to be an object.
  static func repeated(in content: Data) -> String? {
    // The keys of each object that is open; a list has none.
    var open: [Set<String>] = []
    var bytes = Array(content)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["): open.append([])
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
      case UInt8(ascii: "\""):
        let text = string(&bytes)
        guard isKey(bytes), !open.isEmpty else { continue }
        if !open[open.count - 1].insert(text).inserted { return text }
      default: continue
      }
    }
    return nil
  }

  /// Takes the rest of a string off `bytes`, its closing quote included.
  private static func string(_ bytes: inout ArraySlice<UInt8>) -> String {
    let start = bytes
    skipString(&bytes)
    let literal = [UInt8(ascii: "\"")] + start[..<bytes.startIndex]
    let text = try? JSONDecoder().decode(String.self, from: Data(literal))
    return text ?? String(decoding: literal, as: UTF8.self)
  }

  /// Takes the rest of a string off `bytes`, its closing quote included.
  static func skipString(_ bytes: inout ArraySlice<UInt8>) {
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "\"") { return }
      if byte == UInt8(ascii: "\\") { bytes = bytes.dropFirst() }
    }
  }

  private static func isKey(_ rest: ArraySlice<UInt8>) -> Bool {
    rest.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: ":")
  }
}

/// The numbers of a JSON text as they stand there: Foundation rounds them and says nothing.
enum JSONNumbers {
  /// A decimal of so many digits is the same after it was rounded to a binary number and back.
  private static let mostDigits = 15

  /// The first number with a point or an exponent that has more digits than are kept.
  ///
  /// - Parameter content: JSON that was found to be an object.
  static func inexact(in content: Data) -> String? {
    var bytes = Array(content)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "\"") {
        JSONKeys.skipString(&bytes)
      } else if isOfNumber(byte), byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") {
        var number = [byte]
        while let next = bytes.first, isOfNumber(next) { number.append(bytes.removeFirst()) }
        if !isExact(number) { return String(decoding: number, as: UTF8.self) }
      }
    }
    return nil
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"),
      UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private static func isExact(_ number: [UInt8]) -> Bool {
    let mantissa = number.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    guard mantissa.count < number.count || mantissa.contains(UInt8(ascii: ".")) else { return true }
    let digits = mantissa.filter { (0x30...0x39).contains($0) }.drop { $0 == 0x30 }
    let last = digits.lastIndex { $0 != 0x30 }
    return last.map { $0 - digits.startIndex < mostDigits } ?? true
  }
}
