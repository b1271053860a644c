import Spreadsheets

extension APIToken {
  /// Reads the token from a file that only its owner may read.
  ///
  /// The permissions are those of the file that was opened, so neither a symbolic link nor an
  /// exchange of the file in between deceives the check. A byte order mark, which some editors
  /// write, is no part of the token.
  ///
  /// - Throws: ``APITokenError``.
  package init(contentsOfFile path: String) throws(APITokenError) {
    let file: SmallFile
    do throws(SmallFileError) {
      file = try SmallFile(path: path, limit: Self.longestFile)
    } catch {
      switch error {
      case .notARegularFile: throw .notAFile(path: path)
      case .tooLarge: throw .tooLong
      case .notFound, .unreadable: throw .unreadableFile(path: path)
      }
    }
    guard file.permissions & 0o077 == 0 else {
      throw .openFile(path: path, mode: file.permissions)
    }
    let hasMark = file.bytes.starts(with: Self.byteOrderMark)
    try self.init(bytes: Array(file.bytes.dropFirst(hasMark ? Self.byteOrderMark.count : 0)))
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// A token with byte order mark and line end.
  private static let longestFile = longestLength + 5
}
