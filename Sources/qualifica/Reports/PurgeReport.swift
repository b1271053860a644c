import Foundation

/// What was removed and what was not, for scripts.
struct PurgeReport: Encodable {
  private let removed: [String]
  /// Files of the folder that this program did not write.
  private let left: [String]
  /// Folders inside whose runs are not finished.
  private let unfinished: [String]

  init(_ content: Purge.Content) {
    removed = content.personal
    left = content.strangers
    unfinished = content.unfinished
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
