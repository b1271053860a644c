import Spreadsheets

/// Sizes of files.
package enum FileSize {
  /// - Throws: when the file cannot be looked at.
  package static func bytes(of path: String) throws -> Int64 {
    try SystemPath.status(of: path).size
  }
}
