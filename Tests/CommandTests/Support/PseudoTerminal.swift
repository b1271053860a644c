import Foundation

/// A terminal at whose other end a test types.
final class PseudoTerminal: Sendable {
  private let keyboard: FileHandle
  /// The end that a process takes for its terminal.
  let input: FileHandle

  struct Unavailable: Error {}

  // TIOCSPTLCK and TIOCGPTN of the system: unlock the other end, tell its number.
  private static let unlock: UInt = 0x4004_5431
  private static let tellNumber: UInt = 0x8004_5430

  init() throws {
    let (master, slave) = try Self.pair()
    keyboard = FileHandle(fileDescriptor: master, closeOnDealloc: true)
    input = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
  }

  private static func pair() throws -> (CInt, CInt) {
    let master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard master >= 0 else { throw Unavailable() }
    var (lock, number): (CInt, CInt) = (0, 0)
    guard unsafe ioctl(master, unlock, &lock) == 0,
      unsafe ioctl(master, tellNumber, &number) == 0
    else { throw Unavailable() }
    let slave = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard slave >= 0 else { throw Unavailable() }
    return (master, slave)
  }

  /// Types a line, the return key included.
  func type(_ line: String) throws {
    try keyboard.write(contentsOf: Data((line + "\n").utf8))
  }
}
