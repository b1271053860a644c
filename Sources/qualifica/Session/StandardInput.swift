import Foundation

/// Standard input, read so that a signal ends the waiting for it.
enum StandardInput {
  /// How long a signal may go unnoticed while nothing comes.
  private static let attention: Int32 = 100

  /// The next bytes, at most `most`; empty at the end.
  ///
  /// - Throws: `CancellationError` when a signal came first, or an error of the system.
  static func read(upTo most: Int) throws -> Data {
    try waitForInput()
    var buffer = [UInt8](repeating: 0, count: most)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe Foundation.read(STDIN_FILENO, $0.baseAddress, $0.count)
      }
      if count >= 0 { return Data(buffer[..<count]) }
      guard errno == EINTR || errno == EAGAIN else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
      try waitForInput()
    }
  }

  private static func waitForInput() throws {
    while true {
      try Task.checkCancellation()
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let ready = unsafe poll(&input, 1, attention)
      // What is not understood is for read(2) to say.
      if ready > 0 || (ready < 0 && errno != EINTR) { return }
    }
  }

  /// Forgets what was typed before now.
  static func forgetTypedAhead() {
    _ = tcflush(STDIN_FILENO, TCIFLUSH)
  }
}
