import Foundation

/// Sizes of files.
package enum FileSize {
  /// - Throws: when the file cannot be looked at.
  package static func bytes(of path: String) throws -> Int64 {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.size] as? NSNumber)?.int64Value ?? 0
  }
}
