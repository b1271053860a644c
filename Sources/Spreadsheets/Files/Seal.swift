import Crypto
import Foundation
import Synchronization

/// Makes what a file without a name holds unreadable: its key is made here and never leaves the memory of
/// this process.
///
/// The rows of a workbook and what comes on standard input stand on a disk before anybody knows what they
/// are, and may be card data, which must not be kept in readable form, nor be found on the disk when
/// the file is gone. Bytes are combined with a key stream (AES-GCM of zeros, a nonce a page), so that the file can
/// be read anywhere. Nothing is authenticated: no other process has the file open.
final class Seal: Sendable {
  private let key = SymmetricKey(size: .bits256)
  /// The pages used last, the latest first: texts of a workbook are read a few bytes at a time, a row's
  /// from a few places of the file.
  private let latest = Mutex<[Page]>([])

  private struct Page {
    var number: Int64
    var stream: [UInt8]
  }

  private static let pageBytes = 4 << 10
  private static let pagesKept = 8
  private static let zeros = [UInt8](repeating: 0, count: pageBytes)

  /// Seals readable bytes, or makes sealed ones readable again.
  ///
  /// - Parameters:
  ///   - range: of `bytes`.
  ///   - offset: where they stand in the file. Each place of a file is written once.
  func apply(to bytes: inout [UInt8], _ range: Range<Int>, at offset: Int64) {
    var index = range.lowerBound
    var place = offset
    while index < range.upperBound {
      let start = Int(place % Int64(Self.pageBytes))
      let count = min(Self.pageBytes - start, range.upperBound - index)
      let stream = stream(ofPage: place / Int64(Self.pageBytes))
      for step in 0..<count { bytes[index + step] ^= stream[start + step] }
      index += count
      place += Int64(count)
    }
  }

  private func stream(ofPage number: Int64) -> [UInt8] {
    latest.withLock { pages in
      if let place = pages.firstIndex(where: { $0.number == number }) {
        if place > 0 { pages.insert(pages.remove(at: place), at: 0) }
      } else {
        if pages.count == Self.pagesKept { pages.removeLast() }
        pages.insert(Page(number: number, stream: makeStream(number)), at: 0)
      }
      return pages[0].stream
    }
  }

  private func makeStream(_ number: Int64) -> [UInt8] {
    var nonce = [UInt8](repeating: 0, count: 12)
    for place in 0..<8 { nonce[place] = UInt8(truncatingIfNeeded: number >> Int64(place * 8)) }
    // Fails for keys and nonces of other lengths only.
    guard let nonce = try? AES.GCM.Nonce(data: nonce),
      let box = try? AES.GCM.seal(Self.zeros, using: key, nonce: nonce)
    else { preconditionFailure("key and nonce have the lengths of AES-GCM") }
    return Array(box.ciphertext)
  }
}
