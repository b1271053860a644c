internal import BulkEngine
internal import Foundation

/// Keeps two processes of this machine from sending the same run at once, also out of two copies of its
/// folder, of which ``RunLock`` knows nothing.
///
/// A name in the abstract space of sockets: no file, and the system releases it when the process ends
/// in whatever way. Keep the value alive for as long as something may be sent.
package final class RunClaim: RunHold {
  private let descriptor: CInt

  /// - Parameters:
  ///   - runCode: of the run.
  ///   - folder: for the error.
  /// - Throws: ``JournalError/heldByAnotherProcess(path:)``.
  package init(run runCode: String, folder: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // The first byte stays zero: that makes the name an abstract one.
    let name = Array("qualifica-run/\(runCode)".utf8.prefix(100))
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { path in
      for (index, byte) in name.enumerated() { unsafe path[index + 1] = byte }
    }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + 1 + name.count)
    let code = unsafe withUnsafePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, length) == 0 ? 0 : errno
      }
    }
    // A system without such names does without the claim.
    if code == EADDRINUSE {
      close(descriptor)
      throw JournalError.heldByAnotherProcess(path: folder)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}

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
