import Glibc

extension AtomicFile {
  /// Makes sure that nothing stands at `path` that ``init(path:bufferBytes:)`` would refuse.
  ///
  /// - Throws: ``SpreadsheetError/refusesToReplace(path:)``.
  package static func requireReplaceable(_ path: String) throws(SpreadsheetError) {
    if let mode = modeWithoutFollowing(path), mode & S_IFMT != S_IFREG {
      throw .refusesToReplace(path: path)
    }
  }

  /// Removes what killed processes left of files with one of these names in `folder`.
  ///
  /// Only for a caller who knows that nobody else writes there now.
  package static func removeLeftovers(of names: [String], in folder: String) {
    let entries = (try? SystemPath.entries(of: folder)) ?? []
    for entry in entries where isLeftover(entry, of: names) {
      removeFile("\(folder)/\(entry)")
    }
  }

  /// `.results.csv.2wqo3c9b1xefn.tmp`
  package static func isLeftover(_ entry: String, of names: [String]) -> Bool {
    guard entry.hasPrefix("."), entry.hasSuffix(".tmp") else { return false }
    return names.contains { name in
      let rest = entry.dropFirst().dropLast(4)
      return rest.hasPrefix("\(name).") && !rest.dropFirst(name.count + 1).contains(".")
    }
  }
}
