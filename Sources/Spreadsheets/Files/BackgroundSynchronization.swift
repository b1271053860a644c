import Dispatch
import Glibc
import Synchronization

/// Brings a file to the disk while it is still being written, so that little is left to wait for at its
/// end: a disk with a cache of its own empties it only when asked, and takes as long as there is in it.
///
/// It waits on a thread of its own, so neither the writer nor the tasks beside it are held up.
final class BackgroundSynchronization: Sendable {
  private struct State {
    var isUnderWay = false
    /// The first failure. The system tells one once only, so it must not get lost.
    var failure: SystemError?
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "qualifica.synchronization")

  /// Begins to bring what was written so far to the disk, unless that is under way.
  ///
  /// - Parameters:
  ///   - descriptor: an open file; open at least until ``finish()`` returns.
  ///   - synchronize: waits until everything written is on the disk; only tests have another.
  /// - Returns: whether it began.
  func begin(
    _ descriptor: CInt,
    synchronize: @escaping @Sendable (CInt) throws(SystemError) -> Void = synchronizeContent
  ) -> Bool {
    let mayBegin = state.withLock { state in
      guard !state.isUnderWay, state.failure == nil else { return false }
      state.isUnderWay = true
      return true
    }
    guard mayBegin else { return false }
    queue.async { [self] in
      var failure: SystemError?
      do throws(SystemError) { try synchronize(descriptor) } catch { failure = error }
      state.withLock { state in
        state.isUnderWay = false
        state.failure = state.failure ?? failure
      }
    }
    return true
  }

  /// Waits until nothing is under way.
  ///
  /// - Throws: the first ``SystemError`` there was.
  func finish() throws(SystemError) {
    if state.withLock({ $0.isUnderWay }) { queue.sync {} }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}
