internal import Foundation
import Spreadsheets

/// The system calls that Foundation does not offer: exclusive creation and an advisory lock.
enum PrivateFile {
  /// Creates an empty file with mode 0600, durably, unless something is there already.
  ///
  /// - Returns: Whether the file was created.
  /// - Throws: ``JournalStoreError``.
  static func create(path: String) throws -> Bool {
    let flags = O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR | O_CLOEXEC
    let descriptor = unsafe open(SystemPath.plain(path), flags, 0o600)
    guard descriptor >= 0 else {
      let number = errno
      if number == EEXIST { return false }
      throw failure(number, path: path)
    }
    // The file mode creation mask may have taken the owner's own bits away.
    fchmod(descriptor, 0o600)
    close(descriptor)
    try synchroniseFolder(of: path)
    return true
  }

  /// Opens a folder and takes the exclusive lock on it.
  ///
  /// - Returns: The descriptor; closing it releases the lock.
  /// - Throws: ``JournalStoreError``.
  static func lock(folder: String) throws -> CInt {
    let descriptor = try openFolder(folder)
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return descriptor }
    let number = errno
    close(descriptor)
    throw number == EWOULDBLOCK
      ? JournalStoreError.heldByAnotherProcess(path: folder) : failure(number, path: folder)
  }

  /// A new file survives a power failure only when its folder reached the disk too.
  private static func synchroniseFolder(of path: String) throws {
    let folder = SystemPath.folder(of: path)
    let descriptor = try openFolder(folder)
    defer { close(descriptor) }
    // Some network file systems cannot synchronise a folder and say so with EINVAL.
    guard fsync(descriptor) != 0, errno != EINVAL else { return }
    throw failure(errno, path: folder)
  }

  private static func openFolder(_ folder: String) throws -> CInt {
    let descriptor = unsafe open(SystemPath.plain(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno, path: folder) }
    return descriptor
  }

  private static func failure(_ number: CInt, path: String) -> JournalStoreError {
    let reason = unsafe String(cString: strerror(number))
    return switch number {
    case ENOENT: .missing(path: path)
    case ENOSPC, EDQUOT: .diskFull(path: path)
    case EACCES, EPERM, EROFS, ELOOP: .notPermitted(path: path, reason: reason)
    case EIO: .diskFailed(path: path, reason: reason)
    default: .other(path: path, reason: reason)
    }
  }
}
