package import Spreadsheets
import Synchronization

/// The input of a planned run, watched: what was planned is what is sent.
///
/// The file is held open and its SHA-256 is the plan's. A program that saves the sheet again changes
/// the open file or puts another one in its place; both are noticed.
package final class PlannedInput: Sendable {
  private let file: InputFile
  private let sha256: String
  /// The system's entry of the file when its bytes were compared last.
  private let compared = Mutex<FileEntry?>(nil)

  /// - Parameter sha256: of the planned bytes, lower-case hexadecimal.
  package init(_ file: InputFile, sha256: String) {
    self.file = file
    self.sha256 = sha256
  }

  /// Makes sure that the file and what stands under its name now are what was planned; for moments
  /// in which a person or another program had time to save it again.
  ///
  /// - Throws: ``InputError/changed(path:)``, ``InputError/grown(path:)``, ``SpreadsheetError``, of
  ///   which `notFound` says that the name is gone.
  package func requireUnchanged() throws {
    let entry = try file.entry()
    try compare(entry)
    if !entry.isNamed {
      let named = try InputFile(path: file.path)
      guard named.byteCount <= file.byteCount else { throw InputError.grown(path: file.path) }
      guard try InputHash.sha256(of: named) == sha256 else {
        throw InputError.changed(path: file.path)
      }
    }
  }

  /// Makes sure that the open file was not written since its bytes were compared last.
  ///
  /// One look at the system's entry; the bytes are compared only when that differs. Another file
  /// under the same name makes no difference: what is read is the planned one.
  /// - Throws: ``InputError/changed(path:)``, ``InputError/grown(path:)``, ``SpreadsheetError``.
  package func requireUntouched() throws {
    let entry = try file.entry()
    guard entry != compared.withLock({ $0 }) else { return }
    try compare(entry)
  }

  private func compare(_ entry: FileEntry) throws {
    guard try InputHash.sha256(of: file) == sha256 else {
      throw InputError.changed(path: file.path)
    }
    guard entry.byteCount <= file.byteCount else { throw InputError.grown(path: file.path) }
    compared.withLock { $0 = entry }
  }
}
