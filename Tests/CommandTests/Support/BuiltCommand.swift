import Foundation

/// Where the binary under test and the files of the project are.
enum BuiltCommand {
  /// The root of the project.
  static let project: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url.path
  }()

  /// `qualifica` beside the running tests; the build makes both. A long soak may name another.
  static let url: URL = {
    if let path = ProcessInfo.processInfo.environment["QUALIFICA_SOAK_COMMAND"] {
      return URL(fileURLWithPath: path)
    }
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let candidates = [
      beside, Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent(),
      URL(fileURLWithPath: "\(project)/.build/debug"),
    ].map { $0.appendingPathComponent("qualifica") }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
      ?? candidates[0]
  }()

  /// Whether commands ask and write a ledger: what is promised of one file and its API holds without.
  @TaskLocal static var hasLedger = false

  /// Nothing of the caller's settings; a home of its own.
  static func environment(home: String) -> [String: String] {
    let inherited = ProcessInfo.processInfo.environment
      .filter { ["PATH", "LD_LIBRARY_PATH"].contains($0.key) }
    let own = [
      "HOME": home, "LANG": "C", "TZ": "UTC", "QUALIFICA_NO_LEDGER": hasLedger ? "false" : "true",
    ]
    return inherited.merging(own) { $1 }
  }
}
