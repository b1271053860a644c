import Foundation
import BulkEngine
import Spreadsheets

/// Standard input as a file that can be read more than once and is gone with the process, however
/// that ends.
final class StandardInputCopy: Sendable {
  private let file: UnnamedFile

  /// Copies all of standard input into the folder for temporary files.
  ///
  /// - Throws: ``RunFailure/noRoomForInput``.
  init() throws {
    let folder = RunFolder(path: FileManager.default.temporaryDirectory.path).path
    do {
      file = try UnnamedFile(in: folder)
      while case let part = try StandardInput.read(upTo: 1 << 18), !part.isEmpty {
        try file.append(Array(part))
      }
    } catch let error as CancellationError {
      throw error
    } catch {
      throw RunFailure.noRoomForInput(folder: folder)
    }
  }

  /// Under this name the system gives the file out for as long as this value lives.
  var path: String { file.path }
}
