import Foundation
import Qualification

/// Standard input as a file that can be read more than once and is gone with the process, however
/// that ends: it has no name.
final class StandardInputCopy: Sendable {
  private let file: FileHandle

  /// Copies all of standard input into the folder for temporary files.
  ///
  /// - Throws: ``RunFailure/noRoomForInput``.
  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("qualifica-\(UUID().uuidString)")
    guard
      FileManager.default.createFile(
        atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let file = FileHandle(forUpdatingAtPath: url.path)
    else { throw RunFailure.noRoomForInput(folder: url.deletingLastPathComponent().path) }
    self.file = file
    do {
      try FileManager.default.removeItem(at: url)
      while case let part = try StandardInput.read(upTo: 1 << 18), !part.isEmpty {
        try file.write(contentsOf: part)
      }
    } catch let error as CancellationError {
      throw error
    } catch {
      throw RunFailure.noRoomForInput(folder: url.deletingLastPathComponent().path)
    }
  }

  /// Under this name the system gives the file out for as long as this value lives.
  var path: String { "/proc/self/fd/\(file.fileDescriptor)" }
}
