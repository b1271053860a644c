import Glibc

/// A file that can be written and then read, and is gone with the process however that ends: it has
/// no name.
package final class UnnamedFile: Sendable {
  private let descriptor: FileDescriptor

  /// - Parameter folder: where it takes its room.
  /// - Throws: ``SpreadsheetError/cannotCreate(path:code:)``.
  package init(in folder: String) throws(SpreadsheetError) {
    do throws(SystemError) {
      let number = openUnnamed(in: folder, O_RDWR)
      descriptor =
        number >= 0 ? FileDescriptor(number: number) : try Self.openAndRemoveName(in: folder)
    } catch {
      throw .cannotCreate(path: folder, code: error.code)
    }
    // It is opened a second time by its path, which asks for its mode.
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
      try descriptor.writeAll(bytes, count: bytes.count)
    } catch {
      throw .writeFailed(path: path, code: error.code)
    }
  }

  /// Under this name the system gives the file out for as long as this value lives.
  package var path: String { descriptorPath(descriptor.number) }
}
