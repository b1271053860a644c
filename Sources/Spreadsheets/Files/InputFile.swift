import Glibc
import Synchronization

/// A regular file that is held open, so that later readings see the same file even when another one
/// has taken its name.
///
/// Everything is read at an offset, so that any number of readers share the descriptor. Nothing is
/// read beyond ``byteCount``: a file that grows gives the same bytes as before.
package final class InputFile: Sendable {
  /// The path as given, for messages.
  package let path: String
  /// Bytes that are read at most: the size when the file was opened, or what an earlier opening saw.
  package let byteCount: Int64
  private let descriptor: FileDescriptor
  /// Of a file without a name.
  private let seal: Seal?
  /// The end of what was read last.
  private let position = Atomic<Int64>(0)

  /// The part of the file that has been read, 0...1: for a progress bar.
  package var readPart: Double {
    byteCount > 0 ? min(1, Double(position.load(ordering: .relaxed)) / Double(byteCount)) : 1
  }

  /// Opens the file at `path`.
  ///
  /// - Parameter byteCount: bytes that were seen earlier; a longer file is read up to there.
  /// - Throws: ``SpreadsheetError/notFound(path:)``, ``SpreadsheetError/cannotOpen(path:code:)``,
  ///   ``SpreadsheetError/notARegularFile(path:)``.
  package init(path: String, byteCount: Int64? = nil) throws(SpreadsheetError) {
    self.path = path
    seal = nil
    do throws(SystemError) {
      descriptor = try FileDescriptor.open(path, O_RDONLY | O_NONBLOCK)
      let opened = try descriptor.identity()
      guard opened.isRegular else { throw SystemError(code: EISDIR) }
      self.byteCount = min(byteCount ?? opened.byteCount, opened.byteCount)
    } catch {
      throw Self.meaning(of: error.code, path: path)
    }
  }

  /// Opens a file without a name that was written before.
  ///
  /// - Parameter path: for messages: that of the file it was made of.
  /// - Throws: ``SpreadsheetError/readFailed(path:code:)``.
  package init(_ spool: UnnamedFile, shownAs path: String) throws(SpreadsheetError) {
    self.path = path
    seal = spool.seal
    do throws(SystemError) {
      descriptor = try FileDescriptor.open(spool.path, O_RDONLY)
      byteCount = try descriptor.identity().byteCount
    } catch {
      throw .readFailed(path: path, code: error.code)
    }
  }

  /// Fills `range` of `buffer` with what stands `offset` bytes from the beginning, as far as one read
  /// goes; 0 means the end.
  func read(into buffer: inout [UInt8], _ range: Range<Int>, at offset: Int64) throws(SystemError)
    -> Int
  {
    let rest = max(0, byteCount - offset)
    let end = range.lowerBound + Int(min(Int64(range.count), rest))
    guard end > range.lowerBound else { return 0 }
    position.store(offset + Int64(end - range.lowerBound), ordering: .relaxed)
    let count = try descriptor.read(into: &buffer, range.lowerBound..<end, at: offset)
    seal?.apply(to: &buffer, range.lowerBound..<range.lowerBound + count, at: offset)
    return count
  }

  /// What the system's entry of the file says now.
  ///
  /// - Throws: ``SpreadsheetError/readFailed(path:code:)``.
  package func entry() throws(SpreadsheetError) -> FileEntry {
    do throws(SystemError) {
      let held = try descriptor.identity()
      let named = try FileIdentity.named(path)
      return FileEntry(held: held, isNamed: named.map { held.isSameFile(as: $0) } ?? false)
    } catch {
      throw .readFailed(path: path, code: error.code)
    }
  }

  private static func meaning(of code: CInt, path: String) -> SpreadsheetError {
    switch code {
    case ENOENT, ENOTDIR: .notFound(path: path)
    case EISDIR, ENXIO: .notARegularFile(path: path)
    default: .cannotOpen(path: path, code: code)
    }
  }
}

/// The system's entry of a file that is held open. Compared with an earlier one it says whether the file
/// may have been written in between.
package struct FileEntry: Equatable, Sendable {
  let held: FileIdentity
  /// Whether the file's name still leads to it.
  package let isNamed: Bool

  /// The size of the file.
  package var byteCount: Int64 { held.byteCount }
}

/// The system's entry of a file: which file it is, how long, when it was changed.
struct FileIdentity: Equatable, Sendable {
  private let device: dev_t
  private let inode: ino_t
  private let mode: mode_t
  /// Number of the user who owns it.
  let owner: UInt32
  let byteCount: Int64
  private let writtenAt: Int
  private let writtenNanoseconds: Int
  /// Of the entry itself: a program can set the time of writing, but not this one.
  private let changedAt: Int
  private let changedNanoseconds: Int

  init(_ status: stat) {
    device = status.st_dev
    inode = status.st_ino
    mode = status.st_mode
    owner = status.st_uid
    byteCount = Int64(status.st_size)
    writtenAt = status.st_mtim.tv_sec
    writtenNanoseconds = status.st_mtim.tv_nsec
    changedAt = status.st_ctim.tv_sec
    changedNanoseconds = status.st_ctim.tv_nsec
  }

  /// Of the file with this name; nil when there is none.
  ///
  /// - Throws: ``SystemError``.
  static func named(_ path: String) throws(SystemError) -> FileIdentity? {
    var status = stat()
    guard unsafe statFollowing(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw SystemError(code: errno)
    }
    return FileIdentity(status)
  }

  var isRegular: Bool { mode & S_IFMT == S_IFREG }

  /// 0o000...0o777.
  var permissions: Int { Int(mode & 0o777) }

  func isSameFile(as other: FileIdentity) -> Bool {
    device == other.device && inode == other.inode
  }
}

/// A file that is read whole because it is small: a key, certificates, a configuration.
///
/// Every file that a setting names is read here. A pipe, a device, a socket or a folder is refused at
/// once, since opening or reading it could wait for ever or never end. The check looks at the opened
/// file, so that it cannot be exchanged in between. A symbolic link counts as the file it names.
package struct SmallFile: Sendable {
  /// The whole content.
  package let bytes: [UInt8]
  /// Permission bits of the file that was read, 0o000...0o777.
  package let permissions: Int
  /// Number of the user who owns it.
  package let owner: UInt32

  /// Reads the regular file at `path`.
  ///
  /// - Parameter limit: most bytes it may have.
  /// - Throws: ``SmallFileError``.
  package init(path: String, limit: Int) throws(SmallFileError) {
    precondition(limit > 0)
    do throws(SystemError) {
      let descriptor = try FileDescriptor.open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
      let identity = try descriptor.identity()
      guard identity.isRegular else { throw SystemError(code: EISDIR) }
      permissions = identity.permissions
      owner = identity.owner
      bytes = try Self.content(of: descriptor, atMost: limit + 1)
    } catch {
      throw SmallFileError(code: error.code)
    }
    guard bytes.count <= limit else { throw .tooLarge }
  }

  private static func content(
    of descriptor: borrowing FileDescriptor, atMost limit: Int
  ) throws(SystemError) -> [UInt8] {
    var content: [UInt8] = []
    var part = [UInt8](repeating: 0, count: min(limit, 64 << 10))
    while content.count < limit {
      let count = try descriptor.read(
        into: &part, 0..<min(part.count, limit - content.count), at: Int64(content.count))
      guard count > 0 else { break }
      content += part[..<count]
    }
    return content
  }
}

/// Why a small file was not read.
package enum SmallFileError: Error, Sendable, Equatable {
  case notFound
  /// It may not be read, or reading it failed.
  case unreadable
  /// A pipe, a device, a socket or a folder.
  case notARegularFile
  case tooLarge

  fileprivate init(code: CInt) {
    self =
      switch code {
      case ENOENT, ENOTDIR: .notFound
      case EISDIR, ENXIO, ENODEV: .notARegularFile
      default: .unreadable
      }
  }
}
