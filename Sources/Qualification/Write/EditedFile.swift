import Foundation

/// Keeps what a person changed in an output from being written over.
package enum EditedFile {
  /// Two files of one export are written this close to each other, fsync of the first included.
  private static let sameExport: TimeInterval = 2

  /// Renames the file at `path` when it was changed after its own export: later than `sibling`,
  /// which is written just before it, and than `last`, which is written last of all.
  ///
  /// - Returns: the new path, `fix.edited.csv` or `fix.edited-2.csv`; nil when there was nothing to
  ///   keep.
  /// - Throws: when the file cannot be renamed.
  package static func setAside(_ path: String, sibling: String, last: String) throws -> String? {
    guard let changed = time(path), let exported = time(sibling),
      changed.timeIntervalSince(exported) > sameExport, changed > time(last) ?? .distantPast
    else { return nil }
    let url = URL(fileURLWithPath: path)
    let stem = url.deletingPathExtension().path
    for number in 1... {
      let kept = "\(stem).edited\(number > 1 ? "-\(number)" : "").\(url.pathExtension)"
      guard !FileManager.default.fileExists(atPath: kept) else { continue }
      try FileManager.default.moveItem(atPath: path, toPath: kept)
      return kept
    }
    return nil
  }

  private static func time(_ path: String) -> Date? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.modificationDate] as? Date
  }
}
