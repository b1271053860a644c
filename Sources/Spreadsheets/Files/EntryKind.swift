import Glibc

/// What stands at a path, links not followed.
package enum EntryKind: Sendable {
  case file, folder, other

  /// Nil when nothing stands there.
  package static func of(_ path: String) -> EntryKind? {
    modeWithoutFollowing(path).map { mode in
      switch mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
    }
  }
}
