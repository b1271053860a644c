internal import Foundation
internal import Synchronization

/// What the processes of this machine have announced of shared runs, in files of this machine: a server
/// that was restored from a backup, or that lost commits, does not know of it.
///
/// A second net: where a file cannot be written the run goes on without it.
package final class IntentMemory: Sendable {
  /// A chunk, which attempt it was, and its batch code.
  struct Intent: Hashable {
    var chunk: Int
    var attempt: Int
    var batchCode: String

    init(chunk: Int, attempt: Int, batchCode: String) {
      (self.chunk, self.attempt, self.batchCode) = (chunk, attempt, batchCode)
    }

    init?(_ words: [Substring]) {
      guard words.count == 3, let chunk = Int(words[0]), let attempt = Int(words[1]) else {
        return nil
      }
      (self.chunk, self.attempt, batchCode) = (chunk, attempt, String(words[2]))
    }

    var text: String { "\(chunk) \(attempt) \(batchCode)" }
  }

  /// Files that nobody has written for so long are removed.
  private static let retentionInSeconds = 90.0 * 86_400
  /// Begins the line of an intent that is accounted for.
  private static let settled: Substring = "-"

  private let folder: String
  private let process: String
  private let files = Mutex<[String: FileHandle]>([:])

  /// - Parameters:
  ///   - folder: made with mode 0700 where it is missing.
  ///   - process: tells this process from all others.
  package init(folder: String, process: String) {
    self.folder = folder
    self.process = process
  }

  /// Brings what is announced to the disk before anything of it leaves.
  func note(_ intents: [Intent], of run: String) {
    append(intents.map(\.text), of: run)
  }

  /// Notes that the intents are accounted for.
  func settle(_ intents: [Intent], of run: String) {
    append(intents.map { "\(Self.settled) \($0.text)" }, of: run)
  }

  /// What was announced of a run by all processes of this machine and is not accounted for.
  func intents(of run: String) -> [Intent] {
    var (open, settled): (Set<Intent>, Set<Intent>) = ([], [])
    for name in names() where name.hasPrefix("\(run)-") {
      let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      for line in (text ?? "").split(separator: "\n") {
        let words = line.split(separator: " ")
        if words.first == Self.settled {
          if let intent = Intent(Array(words.dropFirst())) { settled.insert(intent) }
        } else if let intent = Intent(words) {
          open.insert(intent)
        }
      }
    }
    return open.subtracting(settled).sorted { ($0.chunk, $0.attempt) < ($1.chunk, $1.attempt) }
  }

  private func names() -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  private func append(_ lines: [String], of run: String) {
    guard !lines.isEmpty else { return }
    files.withLock { files in
      guard let file = files[run] ?? open(run) else { return }
      files[run] = file
      _ = try? file.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))
      try? file.synchronize()
    }
  }

  private func open(_ run: String) -> FileHandle? {
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    removeOld()
    let path = "\(folder)/\(run)-\(process)"
    guard
      FileManager.default.createFile(
        atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    else { return nil }
    return FileHandle(forWritingAtPath: path)
  }

  private func removeOld() {
    for name in names() {
      let path = "\(folder)/\(name)"
      let date = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
      guard let date, -date.timeIntervalSinceNow > Self.retentionInSeconds else { continue }
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}

extension PostgresJournal {
  /// What processes of this machine announced and the server does not know.
  func forgottenIntents() async throws -> [IntentMemory.Intent] {
    guard let memory = terms.memory, let code else { return [] }
    let remembered = memory.intents(of: code)
    guard !remembered.isEmpty else { return [] }
    return try await read(
      """
      SELECT given.chunk, given.attempt, given.batch_code
      FROM unnest($2::bigint[], $3::bigint[], $4::text[]) AS given (chunk, attempt, batch_code)
      LEFT JOIN qualifica.chunk ON chunk.run = $1 AND chunk.number = given.chunk
      WHERE chunk.number IS NULL OR chunk.attempts < given.attempt
        OR chunk.attempts = given.attempt AND chunk.batch_code IS DISTINCT FROM given.batch_code
      """,
      [
        PostgresText.array(remembered.map(\.chunk)), PostgresText.array(remembered.map(\.attempt)),
        PostgresText.array(remembered.map(\.batchCode)),
      ]
    ) {
      IntentMemory.Intent(
        chunk: try $0.number(0), attempt: try $0.number(1), batchCode: $0.text(2) ?? "")
    }
  }
}
