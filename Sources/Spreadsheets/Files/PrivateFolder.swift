import Glibc

/// Makes sure that a folder stands at `path`; a new one only its owner may enter (mode 0700, whatever
/// the file mode creation mask is).
///
/// The folder above it must exist. An existing folder is kept as it is, its mode too.
///
/// - Throws: ``SpreadsheetError/refusesToReplace(path:)`` when something else or a link to a folder
///   stands there, ``SpreadsheetError/cannotCreate(path:code:)``.
package func createPrivateFolder(at path: String) throws(SpreadsheetError) {
  do throws(SystemError) {
    try makeFolder(path, mode: 0o700)
    try changeMode(path, to: 0o700)
  } catch {
    guard error.code == EEXIST else { throw .cannotCreate(path: path, code: error.code) }
    guard EntryStatus.of(path)?.isFolder == true else { throw .refusesToReplace(path: path) }
  }
}
