import Spreadsheets

/// Removes an output of an earlier export that is true no more.
enum StaleFile {
  /// - Throws: when it exists and cannot be removed.
  static func remove(_ path: String) throws {
    try SystemPath.remove(path)
  }
}
