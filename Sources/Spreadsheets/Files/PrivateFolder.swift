import Glibc

/// Makes sure that a folder stands at `path` which only its owner may enter (mode 0700).
///
/// The folder above it must exist. An existing folder is kept and its mode narrowed.
///
/// - Throws: ``SpreadsheetError/refusesToReplace(path:)`` when something else or a link to a folder
///   stands there, ``SpreadsheetError/cannotCreate(path:code:)``.
package func createPrivateFolder(at path: String) throws(SpreadsheetError) {
  do throws(SystemError) {
    try makeFolder(path, mode: 0o700)
  } catch {
    guard error.code == EEXIST else { throw .cannotCreate(path: path, code: error.code) }
    guard let mode = modeWithoutFollowing(path), mode & S_IFMT == S_IFDIR else {
      throw .refusesToReplace(path: path)
    }
    do throws(SystemError) {
      try changeMode(path, to: 0o700)
    } catch {
      throw .cannotCreate(path: path, code: error.code)
    }
  }
}
