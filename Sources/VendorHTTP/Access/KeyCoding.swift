import BulkEngine
import Foundation
import Spreadsheets

/// Bytes in the codings in which servers and people write bytes.
enum KeyCoding {
  /// What all codings of `bytes` have in common whatever stands before and behind them.
  static func all(_ bytes: [UInt8]) -> [[UInt8]] {
    [hexadecimal(bytes), decimal(bytes)] + inBase64(bytes) + inBase32(bytes) + base85(bytes)
  }

  /// The codings that are coded once more, whatever stands before and behind `bytes`.
  static func inner(_ bytes: [UInt8]) -> [[UInt8]] {
    let digits = hexadecimal(bytes)
    let capitals = digits.map { $0 >= 0x61 ? $0 & 0xDF : $0 }
    let plain = inBase64(bytes)
    let ofURLs = plain.map { text in text.map { $0 == 0x2B ? 0x2D : $0 == 0x2F ? 0x5F : $0 } }
    return [digits, capitals, bytes.reversed()] + plain + ofURLs + inBase32(bytes) + base85(bytes)
  }

  static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { Array($0.zeroPadded(to: 2, radix: 16).utf8) }
  }

  /// The numbers of the bytes, as a list is shown.
  private static func decimal(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { Array(String($0).utf8) }
  }

  /// What is the same of base 64 whatever stands before and behind.
  static func inBase64(_ bytes: [UInt8]) -> [[UInt8]] {
    steady(bytes, group: 3, bits: 6) { Array(Data($0).base64EncodedData()).filter { $0 != 0x3D } }
  }

  private static func inBase32(_ bytes: [UInt8]) -> [[UInt8]] {
    steady(bytes, group: 5, bits: 5) { base32($0[...]) }
  }

  /// The characters that hold nothing but bits of `bytes`, for each place that these may have in a group.
  private static func steady(
    _ bytes: [UInt8], group: Int, bits: Int, _ coded: ([UInt8]) -> [UInt8]
  ) -> [[UInt8]] {
    (0..<group).map { offset in
      let padded = [UInt8](repeating: 0, count: offset) + bytes
      let leading = (8 * offset + bits - 1) / bits
      let trailing = 8 * padded.count % bits == 0 ? 0 : 1
      return Array(coded(padded).dropFirst(leading).dropLast(trailing))
    }
  }

  /// RFC 4648, without its filling.
  private static func base32(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    var characters: [UInt8] = []
    var (bits, count): (UInt64, UInt64) = (0, 0)
    for byte in bytes {
      (bits, count) = (bits << 8 | UInt64(byte), count + 8)
      while count >= 5 {
        count -= 5
        characters.append(alphabet[Int(bits >> count & 31)])
      }
    }
    if count > 0 { characters.append(alphabet[Int(bits << (5 - count) & 31)]) }
    return characters
  }

  /// Four bytes as five characters, in each alphabet; a coding that begins elsewhere is another one.
  private static func base85(_ bytes: [UInt8]) -> [[UInt8]] {
    var values: [Int] = []
    for start in stride(from: 0, to: bytes.count, by: 4) {
      let group = bytes[start..<min(start + 4, bytes.count)]
      var block = (0..<4).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[start + $1]) : 0) }
      var digits: [Int] = []
      for _ in 0..<5 {
        digits.append(block % 85)
        block /= 85
      }
      values += digits.reversed().prefix(group.count + 1)
    }
    return EncodedWords.base85.map { alphabet in values.map { alphabet[$0] } }
  }
}
