import Foundation
import Spreadsheets

/// Keeps what a person changed in an output from being written over.
package enum EditedFile {
  /// Renames the file at `path` unless it is still as this program wrote it. Times tell nothing: a
  /// script corrects a file within the second in which it was written.
  ///
  /// - Parameter written: lower-case hexadecimal SHA-256 of what was written there last; nil when
  ///   that is unknown, and then the file is kept.
  /// - Returns: the new path, `fix.edited.csv` or `fix.edited-2.csv`; nil when there was nothing to
  ///   keep.
  /// - Throws: ``SpreadsheetError`` when the file cannot be read, or an error when it cannot be
  ///   renamed.
  package static func setAside(_ path: String, written: String?) throws -> String? {
    guard EntryStatus.of(path)?.isFile == true else { return nil }
    guard try InputHash.sha256(of: InputFile(path: path)) != written else { return nil }
    let (folder, name) = (SystemPath.folder(of: path), SystemPath.name(of: path))
    let stem = "\(folder)/\(SystemPath.stem(of: name))"
    for number in 1... {
      let kept =
        "\(stem).edited\(number > 1 ? "-\(number)" : "").\(SystemPath.fileExtension(of: name))"
      guard EntryStatus.of(kept) == nil else { continue }
      try SystemPath.rename(path, to: kept)
      return kept
    }
    return nil
  }
}

/// Removes an output of an earlier export that is true no more.
enum StaleFile {
  /// - Throws: when it exists and cannot be removed.
  static func remove(_ path: String) throws {
    try SystemPath.remove(path)
  }
}
