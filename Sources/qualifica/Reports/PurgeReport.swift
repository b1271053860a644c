import Foundation

/// What was removed and what was not, for scripts.
struct PurgeReport: Encodable {
  let removed: [String]
  /// Files of the folder that this program did not write.
  let left: [String]

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
