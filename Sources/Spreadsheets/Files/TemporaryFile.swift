import Glibc
import Synchronization

/// A file that is being written and does not have its final name yet.
///
/// It has no name at all where the file system offers that, so that nothing is left of it however the
/// process ends. Elsewhere it has a hidden name in the same folder.
struct TemporaryFile: ~Copyable {
  let descriptor: FileDescriptor
  /// The folder and the name it will have.
  private let finalPath: String
  /// Its name so far; nil when it has none.
  private var temporaryPath: String?

  /// Creates an empty file, mode 0600 whatever the file mode creation mask is.
  ///
  /// - Parameter mayBeUnnamed: false as on file systems where files must have a name.
  /// - Throws: ``SystemError``.
  init(for path: String, mayBeUnnamed: Bool = true) throws(SystemError) {
    finalPath = path
    let number = mayBeUnnamed ? openUnnamed(in: folderAndName(of: path).folder, O_WRONLY) : -1
    if number >= 0 {
      descriptor = FileDescriptor(number: number)
      temporaryPath = nil
    } else {
      let name = temporaryName(for: path)
      descriptor = try FileDescriptor.open(
        name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
      temporaryPath = name
    }
    descriptor.makePrivate()
  }

  deinit {
    if let temporaryPath { removeFile(temporaryPath) }
  }

  /// Gives the file its final name, replacing an older file.
  ///
  /// - Throws: ``SystemError``.
  mutating func place() throws(SystemError) {
    let name = temporaryPath ?? temporaryName(for: finalPath)
    if temporaryPath == nil {
      // linkat(2) gives a free name only; rename(2) then replaces the older file.
      try nameFile(descriptor, name)
      temporaryPath = name
    }
    try renameFile(name, to: finalPath)
    temporaryPath = nil
  }
}

/// A file with a hidden name beside its final one, which a library writes by that name. It goes with
/// the value; what a killed process leaves is an ``AtomicFile/isLeftover(_:of:)``.
package final class NamedTemporaryFile {
  package let path: String
  private var isPlaced = false

  /// Creates an empty file, mode 0600.
  ///
  /// - Throws: ``SpreadsheetError/cannotCreate(path:code:)``.
  package convenience init(beside finalPath: String) throws(SpreadsheetError) {
    do throws(SystemError) {
      try self.init(for: finalPath)
    } catch {
      throw .cannotCreate(path: finalPath, code: error.code)
    }
  }

  /// Creates an empty file, mode 0600.
  ///
  /// - Throws: ``SystemError``.
  init(for finalPath: String) throws(SystemError) {
    path = temporaryName(for: finalPath)
    let descriptor = try FileDescriptor.open(
      path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
    descriptor.makePrivate()
  }

  deinit {
    if !isPlaced { removeFile(path) }
  }

  /// Gives the file its final name when it is on the disk, replacing an older file.
  ///
  /// - Throws: ``SystemError``.
  func place(at finalPath: String) throws(SystemError) {
    let descriptor = try FileDescriptor.open(path, O_WRONLY)
    try descriptor.synchronize()
    try renameFile(path, to: finalPath)
    isPlaced = true
    try synchronizeFolder(of: finalPath)
  }
}

/// Opens a new file without a name in `folder`.
///
/// - Returns: its descriptor; negative where the file system cannot do that, or where the file could
///   not be given a name later.
func openUnnamed(in folder: String, _ access: CInt) -> CInt {
  // <fcntl.h> composes O_TMPFILE of these two; Swift does not see the composition.
  let flags = 0o20000000 | O_DIRECTORY | O_CLOEXEC
  let number = unsafe Glibc.open(folder, access | flags, 0o600)
  guard number >= 0 else { return -1 }
  guard fileExists(descriptorPath(number)) else {
    _ = Glibc.close(number)
    return -1
  }
  return number
}

/// A name under which the system offers an open file.
func descriptorPath(_ number: CInt) -> String { "/proc/self/fd/\(number)" }

/// A hidden name beside `path`, random so that no other process has it.
func temporaryName(for path: String) -> String {
  let (folder, name) = folderAndName(of: path)
  let digits = String(UInt64.random(in: .min ... .max), radix: 36)
  let chance = String(repeating: "0", count: 13 - digits.count) + digits
  return "\(folder)/.\(name).\(chance).tmp"
}

/// A file without a name that can be written and then read by this process alone, see ``Seal``. It is gone
/// with the process, however that ends.
package final class UnnamedFile: Sendable {
  private let descriptor: FileDescriptor
  let seal = Seal()
  /// Bytes that were written.
  private let byteCount = Mutex<Int64>(0)

  /// - Parameter folder: on the disk that has the room.
  /// - Throws: ``SpreadsheetError/cannotCreate(path:code:)``.
  package init(in folder: String) throws(SpreadsheetError) {
    do throws(SystemError) {
      let number = openUnnamed(in: folder, O_RDWR)
      descriptor =
        number >= 0 ? FileDescriptor(number: number) : try Self.openAndRemoveName(in: folder)
    } catch {
      throw .cannotCreate(path: folder, code: error.code)
    }
    // Opening it a second time by ``path`` checks its mode.
    descriptor.makePrivate()
  }

  private static func openAndRemoveName(in folder: String) throws(SystemError) -> FileDescriptor {
    let name = temporaryName(for: "\(folder)/qualifica")
    let descriptor = try FileDescriptor.open(
      name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
    removeFile(name)
    return descriptor
  }

  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package func append(_ bytes: [UInt8]) throws(SpreadsheetError) {
    do throws(SystemError) {
      // One at a time: where bytes stand is what they are sealed with.
      try byteCount.withLock { (count: inout Int64) throws(SystemError) in
        var sealed = bytes
        seal.apply(to: &sealed, 0..<sealed.count, at: count)
        try descriptor.writeAll(sealed, count: sealed.count)
        count += Int64(sealed.count)
      }
    } catch {
      throw .writeFailed(path: path, code: error.code)
    }
  }

  /// Maps the file into memory, to be read; nil or `MAP_FAILED` when the system cannot.
  @unsafe fileprivate func map(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    unsafe mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor.number, 0)
  }

  /// A name under which the system offers the file, sealed, for as long as this value lives.
  var path: String { descriptorPath(descriptor.number) }
}

/// A file as memory: the system reads what is asked for, and forgets it where memory is wanted.
///
/// Unchecked, because memory that is only read can be read by all.
@safe
final class MappedFile: @unchecked Sendable {
  private let start: UnsafeRawPointer?
  private let byteCount: Int
  private let seal: Seal

  /// Maps the first `byteCount` bytes of a file that does not shrink.
  ///
  /// - Throws: ``SpreadsheetError/readFailed(path:code:)``.
  init(_ file: UnnamedFile, byteCount: Int) throws(SpreadsheetError) {
    self.byteCount = byteCount
    seal = file.seal
    guard byteCount > 0 else {
      unsafe start = nil
      return
    }
    let memory = unsafe file.map(byteCount)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
      throw .readFailed(path: file.path, code: errno)
    }
    unsafe start = UnsafeRawPointer(memory)
  }

  deinit {
    if let start = unsafe start {
      _ = unsafe munmap(UnsafeMutableRawPointer(mutating: start), byteCount)
    }
  }

  func append(_ range: Range<Int>, to buffer: inout ByteBuffer) {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
    guard let start = unsafe start else { return }
    let bytes = unsafe UnsafeRawBufferPointer(start: start + range.lowerBound, count: range.count)
    let text = unsafe bytes.bindMemory(to: UInt8.self)
    buffer.append(unsafe text.span, of: seal, at: Int64(range.lowerBound))
  }
}
