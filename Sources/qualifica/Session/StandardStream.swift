import Foundation
import Glibc
import Synchronization

/// Standard output or standard error, whose reader may be slow or may not read at all.
///
/// A pager that waits for a key or a terminal that was stopped keeps the command waiting, as it should. Once
/// a signal asks the command to end, such a reader is not waited for any more.
struct StandardStream: Sendable {
  static let output = StandardStream(STDOUT_FILENO)
  static let error = StandardStream(STDERR_FILENO)

  /// How a text got lost.
  enum Loss: Error {
    /// The reader went away.
    case broken
    /// The reader does not read, and the command was asked to end.
    case abandoned
    case failed
  }

  private let descriptor: Int32
  private static let abandoned = Mutex<Set<Int32>>([])

  /// What a pipe takes whole as soon as it takes anything.
  private static let pieceBytes = 4_096
  private static let lookMilliseconds: Int32 = 100
  /// Looks that a reader has after a signal.
  private static let patience = 10

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Writes the whole text.
  ///
  /// - Throws: ``Loss``.
  func write(_ text: String) throws(Loss) {
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      try wait()
      let end = min(bytes.count, place + Self.pieceBytes)
      let count = unsafe bytes[place..<end].withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        place += count
      } else if errno != EINTR && errno != EAGAIN {
        throw errno == EPIPE ? Loss.broken : Loss.failed
      }
    }
  }

  /// Waits until something can be written, or until it will never be.
  private func wait() throws(Loss) {
    var looks = 0
    while true {
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      let isStopping = Interruption.status != nil
      let isGivenUp = isStopping && Self.abandoned.withLock { $0.contains(descriptor) }
      let found = unsafe poll(&request, 1, isGivenUp ? 0 : Self.lookMilliseconds)
      if found > 0 { return }
      guard isStopping else { continue }
      looks += 1
      guard isGivenUp || looks >= Self.patience else { continue }
      _ = Self.abandoned.withLock { $0.insert(descriptor) }
      throw Loss.abandoned
    }
  }
}
