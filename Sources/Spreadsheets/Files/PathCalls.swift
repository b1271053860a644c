import Glibc

/// Calls on paths, for callers without an open file.
extension SystemPath {
  /// Whether there is something at `path`, links followed.
  package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Whether this process may look up names in the folder.
  package static func isSearchable(_ folder: String) -> Bool { unsafe access(folder, X_OK) == 0 }

  /// Whether the file system lets the owner of the folder close it to others: FAT, and what virtual machines
  /// show of their hosts, have one mode for all files, and no files without names. What is only read
  /// cannot be prepared by others.
  package static func keepsModes(in folder: String) -> Bool {
    let number = openUnnamed(in: folder, O_WRONLY)
    guard number >= 0 else { return ![EOPNOTSUPP, EISDIR, EINVAL, EROFS].contains(errno) }
    defer { _ = Glibc.close(number) }
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { return true }
    return status.st_mode & (S_IWGRP | S_IWOTH) == 0
  }

  /// Whether both are the same folder or file, links followed.
  package static func isSame(_ first: String, _ second: String) -> Bool {
    var (one, other) = (stat(), stat())
    guard unsafe statFollowing(first, &one) == 0, unsafe statFollowing(second, &other) == 0 else {
      return false
    }
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
  }

  /// The entry at a path, links followed.
  package struct Status: Sendable, Equatable {
    package var isFolder, isFile: Bool
    /// Bytes.
    package var size: Int64
    /// When it was changed last, in seconds since 1970.
    package var changedAt: Double
  }

  /// - Throws: ``SpreadsheetError/notFound(path:)``, ``SpreadsheetError/cannotOpen(path:code:)``.
  package static func status(of path: String) throws(SpreadsheetError) -> Status {
    var status = stat()
    guard unsafe statFollowing(path, &status) == 0 else {
      throw errno == ENOENT || errno == ENOTDIR
        ? .notFound(path: path) : .cannotOpen(path: path, code: errno)
    }
    return Status(
      isFolder: status.st_mode & S_IFMT == S_IFDIR, isFile: status.st_mode & S_IFMT == S_IFREG,
      size: Int64(status.st_size),
      changedAt: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
  }

  /// The names in a folder, in no order, without `.` and `..`.
  ///
  /// - Throws: ``SpreadsheetError/notFound(path:)``, ``SpreadsheetError/cannotOpen(path:code:)``.
  package static func entries(of folder: String) throws(SpreadsheetError) -> [String] {
    guard let open = unsafe opendir(folder) else {
      throw errno == ENOENT || errno == ENOTDIR
        ? .notFound(path: folder) : .cannotOpen(path: folder, code: errno)
    }
    defer { _ = unsafe closedir(open) }
    var names: [String] = []
    while let entry = unsafe readdir(open) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe text(of: Array(bytes.prefix { $0 != 0 }))
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Removes a file if it is there.
  ///
  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package static func remove(_ path: String) throws(SpreadsheetError) {
    guard unsafe unlink(path) != 0, errno != ENOENT, errno != ENOTDIR else { return }
    throw .writeFailed(path: path, code: errno)
  }

  /// Removes a folder if it is there and empty; one that is not stays.
  package static func removeEmptyFolder(_ path: String) {
    _ = unsafe rmdir(path)
  }

  /// Gives a file another name in the same file system.
  ///
  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package static func rename(_ old: String, to new: String) throws(SpreadsheetError) {
    do throws(SystemError) { try renameFile(old, to: new) } catch {
      throw .writeFailed(path: new, code: error.code)
    }
  }

  /// The path from the root, without `.` and empty parts; `..` and links stay.
  package static func absolute(_ path: String) -> String {
    let whole = path.utf8.first == 0x2F ? path : "\(currentFolder)/\(path)"
    let parts = whole.unicodeScalars.split(separator: "/").map { String($0) }
    return "/" + parts.filter { $0 != "." }.joined(separator: "/")
  }

  private static var currentFolder: String {
    guard let buffer = unsafe getcwd(nil, 0) else { return "." }
    defer { unsafe free(buffer) }
    return unsafe text(of: bytes(at: buffer))
  }

  /// Linux's `O_PATH`, which Swift does not import: opens the place without access to the content.
  private static let placeOnly: CInt = 0o10_000_000

  /// A path of the same file that is UTF-8, for libraries that take paths of their own: through its
  /// folder, or itself, held open for the life of the process. The path itself where it is UTF-8, or
  /// nothing can be opened.
  package static func plain(_ path: String) -> String {
    guard !isPlain(path) else { return path }
    let (folder, name) = folderAndName(of: path)
    if isPlain(name) {
      let descriptor = unsafe open(folder, placeOnly | O_DIRECTORY | O_CLOEXEC, 0)
      return descriptor < 0 ? path : "/proc/self/fd/\(descriptor)/\(name)"
    }
    let descriptor = unsafe open(path, placeOnly | O_CLOEXEC, 0)
    return descriptor < 0 ? path : "/proc/self/fd/\(descriptor)"
  }

  // MARK: The process

  /// The folder for files that are gone with the process: `TMPDIR`, else `/tmp`.
  package static var temporaryFolder: String {
    guard let folder = environment["TMPDIR"], !folder.isEmpty else { return "/tmp" }
    return folder
  }

  /// The arguments after the command's name, of any bytes.
  package static var arguments: [String] {
    var arguments: [String] = []
    let given = unsafe CommandLine.unsafeArgv
    var index = 1
    while index < CommandLine.argc, let argument = unsafe given[index] {
      unsafe arguments.append(text(of: bytes(at: argument)))
      index += 1
    }
    return arguments
  }

  /// The variables of the environment, of any bytes.
  package static var environment: [String: String] {
    var variables: [String: String] = [:]
    var index = 0
    while let variable = unsafe environ[index] {
      let parts = unsafe bytes(at: variable).split(
        separator: 0x3D, maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[text(of: Array(parts[0]))] = text(of: Array(parts[1])) }
      index += 1
    }
    return variables
  }

  @unsafe private static func bytes(at text: UnsafePointer<CChar>) -> [UInt8] {
    unsafe UnsafeBufferPointer(start: text, count: strlen(text)).map(UInt8.init(bitPattern:))
  }
}

// The calls of the system that take a path. Each passes the bytes that the path represents (see
// ``SystemPath``). Within this module they shadow the system's own functions of the same names.

@unsafe func open(_ path: String, _ flags: CInt, _ mode: mode_t) -> CInt {
  unsafe path.withSystemPath { unsafe Glibc.open($0, flags, mode) }
}

@unsafe func lstat(_ path: String, _ status: UnsafeMutablePointer<stat>) -> CInt {
  unsafe path.withSystemPath { unsafe Glibc.lstat($0, status) }
}

/// stat(2); the name itself is that of a type.
@unsafe func statFollowing(_ path: String, _ status: UnsafeMutablePointer<stat>) -> CInt {
  unsafe path.withSystemPath { unsafe fstatat(AT_FDCWD, $0, status, 0) }
}

@unsafe func access(_ path: String, _ mode: CInt) -> CInt {
  unsafe path.withSystemPath { unsafe Glibc.access($0, mode) }
}

@unsafe func mkdir(_ path: String, _ mode: mode_t) -> CInt {
  unsafe path.withSystemPath { unsafe Glibc.mkdir($0, mode) }
}

@unsafe func chmod(_ path: String, _ mode: mode_t) -> CInt {
  unsafe path.withSystemPath { unsafe Glibc.chmod($0, mode) }
}

/// Removes an empty folder.
@unsafe func rmdir(_ path: String) -> CInt {
  unsafe path.withSystemPath { unsafe Glibc.rmdir($0) }
}

@unsafe func unlink(_ path: String) -> CInt {
  unsafe path.withSystemPath { unsafe Glibc.unlink($0) }
}

@unsafe func rename(_ old: String, _ new: String) -> CInt {
  unsafe old.withSystemPath { old in unsafe new.withSystemPath { unsafe Glibc.rename(old, $0) } }
}

@unsafe func linkat(
  _ oldFolder: CInt, _ old: String, _ newFolder: CInt, _ new: String, _ flags: CInt
) -> CInt {
  unsafe old.withSystemPath { old in
    unsafe new.withSystemPath { unsafe Glibc.linkat(oldFolder, old, newFolder, $0, flags) }
  }
}

@unsafe func opendir(_ path: String) -> OpaquePointer? {
  unsafe path.withSystemPath { unsafe Glibc.opendir($0) }
}

extension String {
  /// Calls `body` with the bytes that the path represents, zero-terminated.
  fileprivate func withSystemPath<Result>(
    _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    guard !SystemPath.isPlain(self) else { return unsafe withCString(body) }
    let bytes = SystemPath.bytes(of: self).map(CChar.init(bitPattern:)) + [0]
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("it has a zero at least") }
      return unsafe body(base)
    }
  }
}
