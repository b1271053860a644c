import Glibc

/// A file that lines are added to, one system call each, so that several processes can share it and
/// a process that is killed leaves whole lines.
package final class AppendedFile: Sendable {
  package let path: String
  private let descriptor: FileDescriptor

  /// Opens `path` or creates it, mode 0600.
  ///
  /// A link is followed only below `/dev`, where standard output and standard error have their names.
  ///
  /// - Parameter beginning: of every file of the same kind; one that begins otherwise is somebody's and
  ///   stays as it is.
  /// - Throws: ``SpreadsheetError/cannotCreate(path:code:)``,
  ///   ``SpreadsheetError/refusesToReplace(path:)`` for a folder, a link and a file of another kind.
  package init(path: String, beginning: String) throws(SpreadsheetError) {
    self.path = path
    let follows = path.hasPrefix("/dev/")
    do throws(SystemError) {
      // A pipe without a reader would hold the process up.
      descriptor = try FileDescriptor.open(
        path, O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK | (follows ? 0 : O_NOFOLLOW), mode: 0o600)
    } catch {
      if error.code == EISDIR || error.code == ELOOP { throw .refusesToReplace(path: path) }
      throw .cannotCreate(path: path, code: error.code)
    }
    guard (try? descriptor.identity())?.isRegular == true else {
      if follows { return }
      throw .refusesToReplace(path: path)
    }
    var first = [UInt8](repeating: 0, count: beginning.utf8.count)
    let count = (try? descriptor.read(into: &first, 0..<first.count, at: 0)) ?? 0
    guard count == 0 || first.elementsEqual(beginning.utf8) else {
      throw .refusesToReplace(path: path)
    }
  }

  /// Adds a line, which brings its own end.
  ///
  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package func append(_ line: String) throws(SpreadsheetError) {
    let bytes = Array(line.utf8)
    do throws(SystemError) {
      try descriptor.writeAll(bytes, count: bytes.count)
    } catch {
      throw .writeFailed(path: path, code: error.code)
    }
  }
}
