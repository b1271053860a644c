import Glibc

/// An open file of the system, closed when it goes out of scope. The only place that calls read(2),
/// write(2) and their family; errors are errno values.
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

  /// Fills `range` of `buffer` from `offset` bytes after the beginning, as far as one read goes; 0 means
  /// the end of the file.
  ///
  /// - Throws: ``SystemError``.
  func read(into buffer: inout [UInt8], _ range: Range<Int>, at offset: Int64)
    throws(SystemError) -> Int
  {
    precondition(range.upperBound <= buffer.count)
    let got = unsafe buffer.withUnsafeMutableBytes { bytes in
      retrying {
        unsafe Glibc.pread(
          number, bytes.baseAddress.map { unsafe $0 + range.lowerBound }, range.count,
          off_t(offset))
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

  /// Waits until everything written is on the disk.
  ///
  /// - Throws: ``SystemError``.
  func synchronize() throws(SystemError) {
    guard retrying({ fsync(number) }) == 0 else { throw SystemError(code: errno) }
  }

  /// Sets mode 0600, whatever the file mode creation mask made of it; not every file system can.
  func makePrivate() {
    _ = fchmod(number, 0o600)
  }

  /// Sets mode 0644: everybody may read the file.
  func makePublic() {
    _ = fchmod(number, 0o644)
  }

  /// The system's entry of the file.
  ///
  /// - Throws: ``SystemError``.
  func identity() throws(SystemError) -> FileIdentity {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw SystemError(code: errno) }
    return FileIdentity(status)
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
