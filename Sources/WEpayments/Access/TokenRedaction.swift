/// Takes the API key out of what others wrote: servers and proxies that echo a request, errors.
extension APIToken {
  /// Stands in its place.
  package static let mark = "<redacted>"
  /// A key shorter than this may be a word of any text; no dashboard makes one.
  private static let shortestRedacted = 8

  /// `text` without the key.
  package func redacted(in text: String) -> String {
    let bytes = Array(text.utf8)
    let clean = redacted(in: bytes)
    return clean.count == bytes.count ? text : String(decoding: clean, as: UTF8.self)
  }

  /// `body` without the key, also where JSON escapes its slashes.
  package func redacted(in body: [UInt8]) -> [UInt8] {
    let key = bytes
    guard key.count >= Self.shortestRedacted else { return body }
    let plain = Self.replacing(key, in: body)
    let slash = UInt8(ascii: "/")
    guard key.contains(slash) else { return plain }
    let escaped = key.flatMap { $0 == slash ? [UInt8(ascii: "\\"), slash] : [$0] }
    return Self.replacing(escaped, in: plain)
  }

  private static func replacing(_ key: [UInt8], in body: [UInt8]) -> [UInt8] {
    guard body.count >= key.count, let first = key.first else { return body }
    var clean: [UInt8] = []
    // Where what has not been copied yet begins.
    var start = 0
    var index = 0
    let last = body.count - key.count
    while index <= last {
      if body[index] == first, body[index..<(index + key.count)].elementsEqual(key) {
        clean += body[start..<index]
        clean += mark.utf8
        index += key.count
        start = index
      } else {
        index += 1
      }
    }
    guard start > 0 else { return body }
    return clean + body[start...]
  }
}
