import Foundation

/// A process of the command whose standard input and standard error are a terminal.
final class TerminalCommand: Sendable {
  private let process: Process
  private let terminal: FileHandle
  private let shownPath: String
  private let ends: AsyncStream<Void>
  /// Ends when everything that was shown is kept.
  private let kept: AsyncStream<Void>

  /// - Parameter home: the folder it works in; relative names mean files there.
  init(
    _ arguments: [String], home: TemporaryFolder, environment: [String: String] = [:]
  ) throws {
    let ends = AsyncStream.makeStream(of: Void.self)
    self.ends = ends.stream
    let kept = AsyncStream.makeStream(of: Void.self)
    self.kept = kept.stream
    let (terminal, other) = try Self.open()
    self.terminal = terminal
    shownPath = home.path(".terminal-\(UUID().uuidString)")
    try Data().write(to: URL(fileURLWithPath: shownPath))
    let shown = try FileHandle(forWritingTo: URL(fileURLWithPath: shownPath))
    process = Process()
    process.executableURL = BuiltCommand.url
    process.arguments = arguments
    process.environment = BuiltCommand.environment(home: home.path).merging(environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: home.path)
    process.standardInput = other
    process.standardError = other
    process.standardOutput = FileHandle.nullDevice
    process.terminationHandler = { _ in ends.continuation.finish() }
    try process.run()
    try other.close()
    Thread.detachNewThread {
      // FileHandle would wait until its buffer is full.
      var buffer = [UInt8](repeating: 0, count: 4096)
      while case let count = unsafe read(terminal.fileDescriptor, &buffer, 4096), count > 0 {
        try? shown.write(contentsOf: Data(buffer[..<count]))
      }
      kept.continuation.finish()
    }
  }

  /// TIOCSPTLCK and TIOCGPTN, which the headers hide from Swift.
  private static let (lock, nameOfOther): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  /// Both ends of a new terminal.
  private static func open() throws -> (FileHandle, FileHandle) {
    let number = unsafe Foundation.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (unlocked, name): (CInt, CInt) = (0, 0)
    guard number >= 0, unsafe ioctl(number, lock, &unlocked) == 0,
      unsafe ioctl(number, nameOfOther, &name) == 0
    else { throw POSIXError(.ENXIO) }
    let other = unsafe Foundation.open("/dev/pts/\(name)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard other >= 0 else { throw POSIXError(.ENXIO) }
    return (
      FileHandle(fileDescriptor: number, closeOnDealloc: true),
      FileHandle(fileDescriptor: other, closeOnDealloc: true)
    )
  }

  /// What stands on the terminal so far.
  var shown: String {
    String(decoding: FileManager.default.contents(atPath: shownPath) ?? Data(), as: UTF8.self)
  }

  /// Waits until `text` was shown so many times, as long as a process may take.
  func hasShown(_ text: String, times: Int = 1) async throws -> Bool {
    let deadline = ContinuousClock.now + RunningCommand.longest
    while ContinuousClock.now < deadline {
      if shown.components(separatedBy: text).count > times { return true }
      try await Task.sleep(for: .milliseconds(10))
    }
    return false
  }

  func type(_ text: String) throws {
    try terminal.write(contentsOf: Data(text.utf8))
  }

  func signal(_ number: Int32) {
    guard process.isRunning else { return }
    kill(process.processIdentifier, number)
  }

  /// Waits for the end; a process that hangs is killed.
  ///
  /// - Returns: the exit code, or the number of the signal that ended it, negative.
  func end() async -> Int {
    let watch = Task {
      try await Task.sleep(for: RunningCommand.longest)
      signal(SIGKILL)
    }
    for await _ in ends {}
    watch.cancel()
    for await _ in kept {}
    let status = Int(process.terminationStatus)
    return process.terminationReason == .uncaughtSignal ? -status : status
  }
}
