import Foundation

extension APIToken {
  /// Reads the token from a file that only its owner may read.
  ///
  /// The permissions are those of the file that was opened, so neither a symbolic link nor an
  /// exchange of the file in between deceives the check.
  ///
  /// - Throws: ``APITokenError``.
  package init(contentsOfFile path: String) throws(APITokenError) {
    guard let file = FileHandle(forReadingAtPath: path) else { throw .unreadableFile(path: path) }
    defer { try? file.close() }
    guard let mode = permissions(of: file) else { throw .unreadableFile(path: path) }
    guard mode & 0o077 == 0 else { throw .openFile(path: path, mode: mode) }
    guard let content = firstBytes(of: file, atMost: APIToken.longestLength + 3) else {
      throw .unreadableFile(path: path)
    }
    try self.init(bytes: content)
  }
}

/// Permission bits 0o000...0o777; `nil` for a directory or when the system does not say.
private func permissions(of file: FileHandle) -> Int? {
  var status = stat()
  guard unsafe fstat(file.fileDescriptor, &status) == 0 else { return nil }
  guard status.st_mode & S_IFMT != S_IFDIR else { return nil }
  return Int(status.st_mode & 0o777)
}

/// Up to `limit` bytes: more than a token with its line end may have shows that it is too long.
private func firstBytes(of file: FileHandle, atMost limit: Int) -> [UInt8]? {
  var content: [UInt8] = []
  do {
    while content.count < limit,
      let part = try file.read(upToCount: limit - content.count), !part.isEmpty
    {
      content += part
    }
  } catch {
    return nil
  }
  return content
}
