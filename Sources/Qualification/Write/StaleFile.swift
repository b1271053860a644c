import Foundation

/// Removes an output of an earlier export that is true no more.
enum StaleFile {
  /// - Throws: when it exists and cannot be removed.
  static func remove(_ path: String) throws {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch let error as CocoaError where error.code == .fileNoSuchFile {
      return
    }
  }
}
