import BulkEngine
import Foundation
import Spreadsheets
import Synchronization
import VendorHTTP

/// Where the command speaks: what was asked for on standard output, everything else on standard
/// error. A closed output never stops a run.
///
/// Everything that reaches a terminal passes here and is cleaned: keys are taken out, and no file
/// name, setting or sentence of a server can move the cursor, hide text or begin a line of its own.
/// A text is one line; a longer one is given as its lines.
enum Terminal {
  /// Removes the line that was drawn last.
  private static let lineErasure = "\r\u{1B}[2K"

  /// A line for people.
  static func say(_ line: String) {
    say([line])
  }

  /// Lines for people.
  static func say(_ lines: [String]) {
    write(lines.map(clean).joined(separator: "\n") + "\n", to: .error)
  }

  /// Text for people without a line end, to be overdrawn; it may begin with what erases a drawn line.
  static func draw(_ text: String) {
    guard text.hasPrefix(lineErasure) else { return write(clean(text), to: .error) }
    write(lineErasure + clean(String(text.dropFirst(lineErasure.count))), to: .error)
  }

  /// What was asked for, a line of text.
  ///
  /// - Throws: ``RunFailure/outputLost`` when it cannot be written; a reader that went away is no
  ///   failure.
  static func answer(_ line: String) throws {
    try answer([line])
  }

  /// What was asked for, as lines of text.
  ///
  /// - Throws: ``RunFailure/outputLost``.
  static func answer(_ lines: [String]) throws {
    try writeAnswer(lines.map(clean).joined(separator: "\n") + "\n")
  }

  /// What was asked for, as JSON: it stays the same value.
  ///
  /// - Throws: ``RunFailure/outputLost``.
  static func answer(json: String) throws {
    try writeAnswer(SanitizedText.json(withoutSecrets(json)) + "\n")
  }

  /// Ends the process with what the argument parser says: help on standard output, errors on
  /// standard error.
  ///
  /// - Parameter arguments: what the user typed, which the parser repeats.
  static func endParsing(_ message: String, code: Int32, arguments: [String]) -> Never {
    if code == 0 {
      try? writeAnswer(message.isEmpty ? "" : message + "\n")
    } else if !message.isEmpty {
      say(SanitizedText.lines(of: message, typed: arguments))
    }
    Foundation.exit(code)
  }

  /// Keeps a key out of everything that is written from now on, wherever it comes from.
  static func keepSecret(_ token: APIToken) {
    secrets.withLock { secrets in
      if !secrets.contains(where: { $0.token == token }) {
        secrets.append((token, TokenRedaction(token)))
      }
    }
  }

  private static let secrets = Mutex<[(token: APIToken, redaction: TokenRedaction)]>([])

  /// A text without any key that is known.
  static func withoutSecrets(_ text: String) -> String {
    secrets.withLock { $0 }.reduce(text) { $1.redaction.text($0) }
  }

  private static func clean(_ line: String) -> String {
    SanitizedText.line(withoutSecrets(SystemPath.shown(line)))
  }

  private static func writeAnswer(_ text: String) throws {
    do throws(StandardStream.Loss) {
      try StandardStream.output.write(text)
    } catch {
      switch error {
      case .broken: return
      case .abandoned: throw CancellationError()
      case .failed: throw RunFailure.outputLost
      }
    }
  }

  private static func write(_ text: String, to stream: StandardStream) {
    // The reader may be gone; what matters stands in the journal and the files.
    try? stream.write(text)
  }

  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  // MARK: Size and abilities

  /// Columns of the terminal that standard error is; nil where it is none.
  static var errorColumns: Int? { columns(of: STDERR_FILENO) }

  /// Columns of the terminal that standard output is; nil where it is none.
  static var outputColumns: Int? { columns(of: STDOUT_FILENO) }

  private static func columns(of descriptor: CInt) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return max(narrowest, Int(size.ws_col))
  }

  /// Nothing can be laid out in fewer columns.
  private static let narrowest = 20

  /// Whether the terminal cannot go back on a line.
  static var isDumb: Bool {
    ["dumb", ""].contains(ProcessInfo.processInfo.environment["TERM"] ?? "")
  }

  /// Whether the locale writes more than ASCII; one that is not named at all mostly does.
  static var showsUnicode: Bool {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    guard let locale = locale?.uppercased() else { return true }
    return locale.contains("UTF-8") || locale.contains("UTF8")
  }

  /// A sentence as lines for standard error; a command to paste stays whole.
  static func wrapped(_ line: String) -> [String] {
    guard let columns = errorColumns else { return [line] }
    return TextLayout.wrapped(line, to: columns, indent: line.hasPrefix(" ") ? 4 : 0)
  }

  // MARK: Colour

  /// Colours of words that tell how something stands.
  enum Colour: String {
    case good = "32"
    case doubtful = "33"
    case bad = "31"
  }

  /// Whether standard output takes colours: a terminal, and none was refused.
  static func takesColours(_ settings: MessageSettings) -> Bool {
    let refusal = ProcessInfo.processInfo.environment["NO_COLOR"] ?? ""
    return isatty(STDOUT_FILENO) == 1 && !isDumb && !settings.noColor && refusal.isEmpty
  }

  /// Lines that were asked for, some with a word in front that has a colour.
  ///
  /// - Throws: ``RunFailure/outputLost``.
  static func answer(painted lines: [(text: String, word: String, colour: Colour?)]) throws {
    let text = lines.map { line in
      let clean = clean(line.text)
      guard let colour = line.colour, let place = clean.range(of: line.word) else { return clean }
      return clean.replacingCharacters(
        in: place, with: "\u{1B}[\(colour.rawValue)m\(clean[place])\u{1B}[0m")
    }
    try writeAnswer(text.joined(separator: "\n") + "\n")
  }

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

/// Makes text of any origin harmless for a terminal and for the eye that reads it.
///
/// Controls (line ends and escapes among them), marks that turn the direction of writing, and
/// characters that cannot be seen are what a name or a sentence can deceive with.
enum SanitizedText {
  /// One line: what could deceive stands as U+FFFD, which everyone sees.
  static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isDeceiving) else { return text }
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      clean.append(scalar == "\t" ? " " : isDeceiving(scalar) ? "\u{FFFD}" : scalar)
    }
    return String(clean)
  }

  /// JSON of the same value: what could deceive is escaped, as it may be in any string. The line
  /// ends of JSON stand between its values and stay.
  static func json(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 != "\n" && isDeceiving($0) }) else {
      return text
    }
    var clean = ""
    for scalar in text.unicodeScalars {
      guard scalar != "\n", isDeceiving(scalar) else {
        clean.unicodeScalars.append(scalar)
        continue
      }
      for unit in UTF16.encode(scalar) ?? .init() {
        clean += "\\u" + unit.zeroPadded(to: 4, radix: 16)
      }
    }
    return clean
  }

  /// The lines of a message that repeats what was typed; a line end that was typed makes no line.
  static func lines(of message: String, typed arguments: [String]) -> [String] {
    var message = message
    let values = arguments.flatMap { [$0] + $0.split(separator: "=").map(String.init) }
    for value in values where value.contains(where: \.isNewline) {
      message = message.replacing(value, with: line(value))
    }
    return message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func isDeceiving(_ scalar: Unicode.Scalar) -> Bool {
    guard !(0x20...0x7E).contains(scalar.value) else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
      return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
