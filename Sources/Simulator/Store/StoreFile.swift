import Foundation

/// The append-only file behind `--store`, mode 0600.
///
/// Lines are written with write(2) before the answer is sent. They are not synced: a killed process
/// loses nothing, a power cut may. A last line without its end was torn by a kill and is cut off.
final class StoreFile {
  private let descriptor: Int32
  private let path: String

  /// Opens or creates the file.
  /// - Throws: ``SimulatorError``.
  init(path: String) throws(SimulatorError) {
    self.path = path
    // A pipe or a device must neither be waited for nor written to.
    descriptor = unsafe open(
      path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0o600)
    guard descriptor >= 0 else { throw Self.failure("cannot be opened", path) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw SimulatorError(
        "store file \(path) is a pipe, a device or a folder: give a regular file")
    }
    guard fchmod(descriptor, 0o600) == 0 else { throw Self.failure("cannot be made private", path) }
  }

  deinit { close(descriptor) }

  /// Reads every complete line in order, then cuts off what follows the last line end.
  /// - Throws: ``SimulatorError`` for a read error, or when `line` throws: the text and the number
  ///   of the line, 1-based, are named.
  func load(_ line: ([UInt8]) throws(JSONReadingError) -> Void) throws(SimulatorError) {
    var pending: [UInt8] = []
    var (lineNumber, completeByteCount) = (0, 0)
    while let block = try readBlock(), !block.isEmpty {
      pending.append(contentsOf: block)
      var start = 0
      while let end = pending[start...].firstIndex(of: UInt8(ascii: "\n")) {
        lineNumber += 1
        do { try line(Array(pending[start..<end])) } catch {
          throw SimulatorError("store file \(path), line \(lineNumber): \(error.reason)")
        }
        completeByteCount += end + 1 - start
        start = end + 1
      }
      pending.removeFirst(start)
    }
    guard ftruncate(descriptor, completeByteCount) == 0,
      lseek(descriptor, 0, SEEK_END) >= 0
    else { throw Self.failure("cannot be cut to its last whole line", path) }
  }

  /// Appends bytes, all of them or an error.
  func append(_ bytes: [UInt8]) throws(SimulatorError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, bytes.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Self.failure("cannot be written", path) }
      written += count
    }
  }

  private func readBlock() throws(SimulatorError) -> [UInt8]? {
    var block = [UInt8](repeating: 0, count: 1 << 20)
    let capacity = block.count
    let count = unsafe block.withUnsafeMutableBytes { buffer in
      unsafe read(descriptor, buffer.baseAddress, capacity)
    }
    guard count >= 0 else { throw Self.failure("cannot be read", path) }
    block.removeLast(capacity - count)
    return block
  }

  private static func failure(_ what: String, _ path: String) -> SimulatorError {
    SimulatorError("store file \(path) \(what): \(unsafe String(cString: strerror(errno)))")
  }
}
