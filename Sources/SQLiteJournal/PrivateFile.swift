internal import Foundation
internal import BulkEngine
import Spreadsheets

/// What tells a file from a copy of it.
struct FileStamp: Equatable {
  var inode: UInt64
  /// When the file's entry changed last, in nanoseconds since 1970.
  var changedAt: Int64
}

/// The system calls that Foundation does not offer: exclusive creation and an advisory lock.
enum PrivateFile {
  /// Creates an empty file with mode 0600, durably, unless something is there already.
  ///
  /// - Returns: Whether the file was created.
  /// - Throws: ``JournalError``.
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

  /// Puts a file with this content and mode 0600 at `path`, whole and durable, unless something is there
  /// already.
  ///
  /// - Throws: ``JournalError``.
  static func install(_ bytes: [UInt8], at path: String) throws {
    let draft = "\(path).\(UUID().uuidString.prefix(8)).new"
    guard try create(path: draft) else { return }
    defer { try? SystemPath.remove(draft) }
    _ = try overwrite(path: SystemPath.plain(draft), with: bytes)
    try link(draft, as: path)
  }

  /// Gives the file at `draft` the name `path`, durably, unless something has it already.
  ///
  /// - Throws: ``JournalError``.
  static func link(_ draft: String, as path: String) throws {
    let descriptor = unsafe open(SystemPath.plain(draft), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno, path: path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(errno, path: path) }
    guard unsafe Foundation.link(SystemPath.plain(draft), SystemPath.plain(path)) != 0 else {
      return try synchroniseFolder(of: path)
    }
    switch errno {
    case EEXIST: return
    case EPERM, ENOTSUP, EOPNOTSUPP:
      // A file system without second names.
      guard EntryStatus.of(path) == nil else { return }
      try SystemPath.rename(draft, to: path)
      try synchroniseFolder(of: path)
    case let number: throw failure(number, path: path)
    }
  }

  /// The first `limit` bytes of a regular file; nil when there is none that can be read.
  static func content(path: String, limit: Int) -> (bytes: [UInt8], stamp: FileStamp)? {
    let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe pread(descriptor, $0.baseAddress, limit, 0)
    }
    guard count > 0, let stamp = stamp(of: descriptor) else { return nil }
    return (Array(bytes.prefix(count)), stamp)
  }

  /// Writes `bytes` over the beginning of a file, which is made with mode 0600 when it is missing; not
  /// brought to the disk.
  ///
  /// - Throws: ``JournalError``.
  static func overwrite(path: String, with bytes: [UInt8]) throws -> FileStamp {
    let flags = O_CREAT | O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let descriptor = unsafe open(path, flags, 0o600)
    guard descriptor >= 0 else { throw failure(errno, path: path) }
    defer { close(descriptor) }
    // The file mode creation mask may have taken the owner's own bits away.
    fchmod(descriptor, 0o600)
    let count = unsafe bytes.withUnsafeBytes {
      unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0)
    }
    guard count == bytes.count else { throw failure(count < 0 ? errno : ENOSPC, path: path) }
    guard let stamp = stamp(of: descriptor) else { throw failure(errno, path: path) }
    return stamp
  }

  /// The time of day, in nanoseconds since 1970.
  static func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  private static func stamp(of descriptor: CInt) -> FileStamp? {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    return FileStamp(
      inode: UInt64(status.st_ino),
      changedAt: Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec))
  }

  /// Opens a folder and takes the exclusive lock on it.
  ///
  /// - Returns: The descriptor; closing it releases the lock.
  /// - Throws: ``JournalError``.
  static func lock(folder: String) throws -> CInt {
    let descriptor = try openFolder(folder)
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return descriptor }
    let number = errno
    close(descriptor)
    throw number == EWOULDBLOCK
      ? JournalError.heldByAnotherProcess(path: folder) : failure(number, path: folder)
  }

  /// A new file survives a power failure only when its folder reached the disk too.
  private static func synchroniseFolder(of path: String) throws {
    let folder = SystemPath.folder(of: path)
    let descriptor = try openFolder(folder)
    defer { close(descriptor) }
    // Some network file systems cannot synchronise a folder and say so with EINVAL.
    guard fsync(descriptor) != 0 else { return }
    let number = errno
    guard number != EINVAL else { return }
    throw failure(number, path: folder)
  }

  private static func openFolder(_ folder: String) throws -> CInt {
    let descriptor = unsafe open(SystemPath.plain(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno, path: folder) }
    return descriptor
  }

  private static func failure(_ number: CInt, path: String) -> JournalError {
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
