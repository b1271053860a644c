import Foundation
import Spreadsheets

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
    let (folder, name) = (SystemPath.folder(of: path), SystemPath.name(of: path))
    let stem = "\(folder)/\(SystemPath.stem(of: name))"
    for number in 1... {
      let kept =
        "\(stem).edited\(number > 1 ? "-\(number)" : "").\(SystemPath.fileExtension(of: name))"
      guard !SystemPath.exists(kept) else { continue }
      try SystemPath.rename(path, to: kept)
      return kept
    }
    return nil
  }

  private static func time(_ path: String) -> Date? {
    let status = try? SystemPath.status(of: path)
    return status.map { Date(timeIntervalSince1970: $0.changedAt) }
  }
}
