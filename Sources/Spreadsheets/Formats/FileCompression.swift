/// How a file's content is packed.
package enum FileCompression: String, Sendable, Equatable, Codable {
  case none
  /// gzip (RFC 1952), one member or several.
  case gzip

  static let gzipSignature: [UInt8] = [0x1F, 0x8B]

  /// What the first bytes of `file` say.
  ///
  /// - Throws: ``SpreadsheetError``.
  static func find(in file: InputFile) throws(SpreadsheetError) -> FileCompression {
    var source = try ByteSource(file)
    var bytes = [UInt8](repeating: 0, count: gzipSignature.count)
    let count = try source.read(into: &bytes)
    return count == bytes.count && bytes == gzipSignature ? .gzip : .none
  }
}
