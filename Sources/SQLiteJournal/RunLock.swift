internal import Foundation
internal import BulkEngine

/// Keeps every other process out of a run folder.
///
/// An advisory lock on the folder itself: no extra file, and the system releases it when the
/// process ends in whatever way. Keep the value alive for as long as the run is worked on.
package final class RunLock: RunHold {
  private let descriptor: CInt

  /// - Parameter folder: The run folder, which must exist.
  /// - Throws: ``JournalError/heldByAnotherProcess(path:)`` when the lock is taken already.
  package init(folder: String) throws {
    descriptor = try PrivateFile.lock(folder: folder)
  }

  deinit {
    close(descriptor)
  }
}
