import Glibc

// Calls of the system on names rather than on open files.

/// The system's entry of a name; links are not followed.
package struct EntryStatus: Sendable, Equatable {
  private let mode: mode_t
  /// Number of the user it belongs to.
  package let owner: UInt32
  /// How many names the file has.
  package let linkCount: Int
  /// Number of the file within its file system.
  package let inode: UInt64

  package var isFolder: Bool { mode & S_IFMT == S_IFDIR }
  package var isFile: Bool { mode & S_IFMT == S_IFREG }
  /// Whether users other than the owner may write.
  package var isOpenToOthers: Bool { mode & (S_IWGRP | S_IWOTH) != 0 }
  package var isMine: Bool { owner == geteuid() }

  /// The entry at `path`; nil without one.
  package static func of(_ path: String) -> EntryStatus? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    return EntryStatus(
      mode: status.st_mode, owner: status.st_uid, linkCount: Int(status.st_nlink),
      inode: UInt64(status.st_ino))
  }
}

/// Whether there is something at `path`, links followed.
func fileExists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

/// Kind and permission bits of the entry at `path`, links not followed; nil without one.
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

/// Gives a file another name in the same file system, replacing an older file.
///
/// - Throws: ``SystemError``.
func renameFile(_ old: String, to new: String) throws(SystemError) {
  guard unsafe rename(old, new) == 0 else { throw SystemError(code: errno) }
}

/// Gives an open file that has no name a name that is free.
///
/// - Throws: ``SystemError``.
func nameFile(_ file: borrowing FileDescriptor, _ name: String) throws(SystemError) {
  let source = descriptorPath(file.number)
  guard unsafe linkat(AT_FDCWD, source, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else {
    throw SystemError(code: errno)
  }
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

/// Creates a folder at `path` unless there is one. Only its owner may enter a new one (mode 0700,
/// whatever the file mode creation mask is).
///
/// The folder above it must exist. An existing folder is kept as it is, its mode too.
///
/// - Throws: ``SpreadsheetError/refusesToReplace(path:)`` for anything else there, a link to a folder
///   included, ``SpreadsheetError/cannotCreate(path:code:)``.
package func createPrivateFolder(at path: String) throws(SpreadsheetError) {
  do throws(SystemError) {
    try makeFolder(path, mode: 0o700)
    try changeMode(path, to: 0o700)
  } catch {
    guard error.code == EEXIST else { throw .cannotCreate(path: path, code: error.code) }
    guard EntryStatus.of(path)?.isFolder == true else { throw .refusesToReplace(path: path) }
  }
}

/// Removes files of `folder`; once it returns they stay gone even after a loss of power.
///
/// - Parameter names: of files or links; a link is removed, its target stays.
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
