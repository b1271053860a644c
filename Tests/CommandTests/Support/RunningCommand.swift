import Foundation

/// What is left of a process that has ended.
struct CommandEnd: Sendable {
  /// The exit code, or the number of the signal that ended it.
  let code: Int
  let wasKilled: Bool
  let output: String
  let errors: String

  /// The last line on standard error that says anything.
  var lastWords: String {
    errors.split(separator: "\n").last.map(String.init) ?? ""
  }
}

/// A process of the command. Its outputs go to files, so that none of them ever blocks it.
final class RunningCommand: Sendable {
  /// Long for anything here; whoever takes longer hangs.
  static let longest = Duration.seconds(60)

  private let process: Process
  private let outputPath: String
  private let errorPath: String
  private let ends: AsyncStream<Void>

  /// - Parameters:
  ///   - home: the folder it works in; relative names mean files there.
  ///   - input: standard input; empty without it.
  ///   - source: what standard input is instead.
  init(
    _ arguments: [String], home: TemporaryFolder, environment: [String: String] = [:],
    input: String? = nil, source: Pipe? = nil, executable: URL = BuiltCommand.url
  ) throws {
    let name = ".process-\(UUID().uuidString)"
    outputPath = home.path("\(name).out")
    errorPath = home.path("\(name).err")
    let ends = AsyncStream.makeStream(of: Void.self)
    self.ends = ends.stream
    process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = BuiltCommand.environment(home: home.path).merging(environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: home.path)
    let given = try Self.input(input, path: home.path("\(name).in"))
    let kept = [try Self.newFile(outputPath), try Self.newFile(errorPath)]
    process.standardOutput = kept[0]
    process.standardError = kept[1]
    process.standardInput = source?.fileHandleForReading ?? given
    process.terminationHandler = { _ in ends.continuation.finish() }
    try process.run()
    // The process has them now. Foundation keeps ours open for as long as it keeps the process, and
    // reads beyond a buffer when it starts one beside more than 1,365 open files.
    for file in kept { try file.close() }
    if input != nil { try given.close() }
  }

  private static func newFile(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: path))
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }

  private static func input(_ text: String?, path: String) throws -> FileHandle {
    guard let text else { return FileHandle.nullDevice }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
  }

  /// Sends a signal unless the process has ended.
  func signal(_ number: Int32) {
    guard process.isRunning else { return }
    kill(process.processIdentifier, number)
  }

  var isRunning: Bool { process.isRunning }
  var processNumber: Int32 { process.processIdentifier }

  /// What stands on standard output so far.
  var output: String { Self.text(outputPath) }

  /// What stands on standard error so far.
  var errors: String { Self.text(errorPath) }

  /// Waits until standard error has `text`, or the process ended, or hangs.
  ///
  /// - Returns: whether it came.
  func hasSaid(_ text: String) async throws -> Bool {
    let deadline = ContinuousClock.now + Self.longest
    while ContinuousClock.now < deadline {
      let isRunning = process.isRunning
      if errors.contains(text) { return true }
      guard isRunning else { return false }
      try await Task.sleep(for: .milliseconds(10))
    }
    return false
  }

  /// Waits for the end; a process that hangs is killed.
  func end() async -> CommandEnd {
    let watch = Task {
      try await Task.sleep(for: Self.longest)
      signal(SIGKILL)
    }
    for await _ in ends {}
    watch.cancel()
    let end = CommandEnd(
      code: Int(process.terminationStatus), wasKilled: process.terminationReason == .uncaughtSignal,
      output: Self.text(outputPath), errors: Self.text(errorPath))
    if let language {
      LanguageWatch.look(
        at: end.errors, end.output, of: process.arguments ?? [], language: language)
    }
    return end
  }

  /// The language it was asked to speak; nil where nobody asked.
  private var language: String? {
    let arguments = process.arguments ?? []
    if let place = arguments.lastIndex(of: "--lang"), place + 1 < arguments.count {
      return arguments[place + 1]
    }
    let environment = process.environment ?? [:]
    return environment["QUALIFICA_LANG"] ?? environment["LANG"].flatMap { $0 == "C" ? nil : $0 }
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
