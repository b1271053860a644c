import Glibc

/// An open file of the system, closed when it goes out of scope. The one shell around read(2),
/// write(2) and their family; errors are errno values for the caller to put a name to.
struct FileDescriptor: ~Copyable {
  let number: CInt

  deinit {
    if number >= 0 { _ = Glibc.close(number) }
  }

  /// Opens `path` with the flags of open(2) (`O_CLOEXEC` is added) and, if created, `mode`.
  ///
  /// - Throws: ``SystemError``.
  static func open(_ path: String, _ flags: CInt, mode: mode_t = 0) throws(SystemError)
    -> FileDescriptor
  {
    let number = retrying { unsafe Spreadsheets.open(path, flags | O_CLOEXEC, mode) }
    guard number >= 0 else { throw SystemError(code: errno) }
    return FileDescriptor(number: number)
  }

  /// Fills `range` of `buffer` as far as one read goes; 0 means the end of the file.
  ///
  /// - Throws: ``SystemError``.
  func read(into buffer: inout [UInt8], _ range: Range<Int>) throws(SystemError) -> Int {
    precondition(range.upperBound <= buffer.count)
    let got = unsafe buffer.withUnsafeMutableBytes { bytes in
      retrying {
        unsafe Glibc.read(
          number, bytes.baseAddress.map { unsafe $0 + range.lowerBound }, range.count)
      }
    }
    guard got >= 0 else { throw SystemError(code: errno) }
    return got
  }

  /// Writes the first `count` bytes of `buffer` whole.
  ///
  /// - Throws: ``SystemError``.
  func writeAll(_ buffer: [UInt8], count: Int) throws(SystemError) {
    precondition(count <= buffer.count)
    var written = 0
    while written < count {
      let step = unsafe buffer.withUnsafeBytes { bytes in
        retrying {
          unsafe Glibc.write(number, bytes.baseAddress.map { unsafe $0 + written }, count - written)
        }
      }
      guard step >= 0 else { throw SystemError(code: errno) }
      written += step
    }
  }

  /// Moves the place of the next read to `offset` bytes from the beginning.
  ///
  /// - Throws: ``SystemError``.
  func seek(to offset: Int64) throws(SystemError) {
    guard lseek(number, off_t(offset), SEEK_SET) >= 0 else { throw SystemError(code: errno) }
  }

  /// Waits until everything written is on the disk.
  ///
  /// - Throws: ``SystemError``.
  func synchronize() throws(SystemError) {
    guard retrying({ fsync(number) }) == 0 else { throw SystemError(code: errno) }
  }

  /// Kind and permission bits of the file, as in stat(2).
  ///
  /// - Throws: ``SystemError``.
  func mode() throws(SystemError) -> mode_t {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw SystemError(code: errno) }
    return status.st_mode
  }
}

/// Waits until everything written to an open file is on the disk.
///
/// - Throws: ``SystemError``.
func synchronizeContent(_ descriptor: CInt) throws(SystemError) {
  guard retrying({ fdatasync(descriptor) }) == 0 else { throw SystemError(code: errno) }
}

/// A failed call of the system.
struct SystemError: Error, Equatable {
  let code: CInt
}

/// The system's words for an errno value.
func systemMessage(_ code: CInt) -> String {
  guard let text = unsafe strerror(code) else { return "error \(code)" }
  return unsafe String(cString: text)
}

/// Repeats a call that a signal interrupted.
private func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}
