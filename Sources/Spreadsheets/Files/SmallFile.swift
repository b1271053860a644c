import Glibc

/// A file that is read whole because it is small: a key, certificates, a configuration.
///
/// Every file that a setting names is read here. A pipe, a device, a socket or a folder in its place
/// is refused at once, where opening or reading it could wait for ever or never end. What is looked
/// at is the opened file, so no exchange of the file in between deceives the check. A symbolic link
/// counts as the file it names.
package struct SmallFile: Sendable {
  /// The whole content.
  package let bytes: [UInt8]
  /// Permission bits of the file that was read, 0o000...0o777.
  package let permissions: Int
  /// Number of the user to whom it belongs.
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
