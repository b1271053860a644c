import Glibc

/// Removes files of `folder` for good: when it returns they stay gone even after a loss of power.
///
/// - Parameter names: of files or links; a link goes, what it points at stays.
/// - Returns: those that were there.
/// - Throws: ``SpreadsheetError/refusesToReplace(path:)`` for a folder, and
///   ``SpreadsheetError/writeFailed(path:code:)``.
package func removeFiles(
  _ names: [String], in folder: String
) throws(SpreadsheetError) -> [String] {
  var removed: [String] = []
  for name in names {
    let path = "\(folder)/\(name)"
    guard let mode = modeWithoutFollowing(path) else { continue }
    guard mode & S_IFMT != S_IFDIR else { throw .refusesToReplace(path: path) }
    try SystemPath.remove(path)
    removed.append(name)
  }
  do throws(SystemError) {
    try synchronizeFolder(of: "\(folder)/.")
  } catch {
    throw .writeFailed(path: folder, code: error.code)
  }
  return removed
}
