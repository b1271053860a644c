import Foundation
import Qualification
import Spreadsheets
import Synchronization
import WEpayments

/// Where the command speaks: what was asked for on standard output, everything else on standard
/// error. A closed output never stops a run.
enum Terminal {
  /// A line for people.
  static func say(_ text: String) {
    write(text + "\n", to: .standardError)
  }

  /// Text for people without a line end, to be overdrawn.
  static func draw(_ text: String) {
    write(text, to: .standardError)
  }

  /// What was asked for.
  ///
  /// - Throws: ``RunFailure/outputLost`` when it cannot be written; a reader that went away is no
  ///   failure.
  static func answer(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data((clean(text) + "\n").utf8))
    } catch {
      guard errno == EPIPE else { throw RunFailure.outputLost }
    }
  }

  /// Keeps a key out of everything that is written from now on, whoever put it there.
  static func keepSecret(_ token: APIToken) {
    secrets.withLock { $0.append(token) }
  }

  private static let secrets = Mutex<[APIToken]>([])

  private static func clean(_ text: String) -> String {
    secrets.withLock { $0 }.reduce(SystemPath.shown(text)) { $1.redacted(in: $0) }
  }

  private static func write(_ text: String, to file: FileHandle) {
    // Nobody may be listening any more; what matters stands in the journal and the files.
    try? file.write(contentsOf: Data(clean(text).utf8))
  }

  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// A closed pipe and a file that may not grow become errors of `write` instead of the end of the
  /// process.
  static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  static func exit(_ code: ExitStatus) -> Never {
    Foundation.exit(code.rawValue)
  }
}
