import Glibc

// Calls of the system on names rather than on open files.

/// Kind and permission bits of what stands at `path`, links not followed; nil when nothing does.
func modeWithoutFollowing(_ path: String) -> mode_t? {
  var status = stat()
  guard unsafe lstat(path, &status) == 0 else { return nil }
  return status.st_mode
}

/// - Throws: ``SystemError``.
func makeFolder(_ path: String, mode: mode_t) throws(SystemError) {
  guard unsafe mkdir(path, mode) == 0 else { throw SystemError(code: errno) }
}

/// - Throws: ``SystemError``.
func changeMode(_ path: String, to mode: mode_t) throws(SystemError) {
  guard unsafe chmod(path, mode) == 0 else { throw SystemError(code: errno) }
}

/// Gives a file another name in the same file system, replacing what stands there.
///
/// - Throws: ``SystemError``.
func renameFile(_ old: String, to new: String) throws(SystemError) {
  guard unsafe rename(old, new) == 0 else { throw SystemError(code: errno) }
}

/// Removes a file if it is there.
func removeFile(_ path: String) {
  _ = unsafe unlink(path)
}

/// Waits until the names in the folder of `path` are on the disk.
///
/// - Throws: ``SystemError``.
func synchronizeFolder(of path: String) throws(SystemError) {
  let folder = try FileDescriptor.open(folderAndName(of: path).folder, O_RDONLY | O_DIRECTORY)
  try folder.synchronize()
}
