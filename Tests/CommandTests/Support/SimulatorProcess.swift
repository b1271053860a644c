import Foundation

/// The simulator of the built command, in a process of its own.
struct SimulatorProcess {
  let port: Int
  private let running: RunningCommand

  /// Runs one for as long as `body` runs.
  static func withRunning<Value>(
    _ options: [String], home: TemporaryFolder, _ body: (Self) async throws -> Value
  ) async throws -> Value {
    let running = try RunningCommand(["simulator", "--port", "0"] + options, home: home)
    do {
      let value = try await body(try await Self(running))
      try await stop(running)
      return value
    } catch {
      try await stop(running)
      throw error
    }
  }

  private init(_ running: RunningCommand) async throws {
    self.running = running
    for _ in 0..<1000 {
      let words = running.output.split(separator: ":")
      if let last = words.last?.trimmingCharacters(in: .whitespacesAndNewlines),
        words.count == 3, running.output.hasSuffix("\n"), let port = Int(last)
      {
        self.port = port
        return
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw SimulatorSilent(errors: running.errors)
  }

  /// Ends it as `kill -9` does.
  func kill() { running.signal(SIGKILL) }

  /// Standard error, once these words stand in it.
  func errors(with words: String) async throws -> String {
    while running.isRunning, !running.errors.contains(words) {
      try await Task.sleep(for: .milliseconds(10))
    }
    return running.errors
  }

  private static func stop(_ running: RunningCommand) async throws {
    running.signal(SIGTERM)
    _ = await running.end()
  }

  struct SimulatorSilent: Error {
    let errors: String
  }
}
