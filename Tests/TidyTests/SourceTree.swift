import Foundation

/// The Swift sources below one folder of the project, read as text.
struct SourceTree {
  /// A file without comments and literals, so that only names of the code are left.
  struct File {
    /// Folder below the root of the tree, `Plan`.
    let folder: String
    let name: String
    let code: String
  }

  let files: [File]

  static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// - Parameter folder: below the project, `Sources/BulkEngine`.
  init(_ folder: String) throws {
    let root = Self.project.appending(path: folder)
    files = try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".swift") }.sorted()
      .map { path in
        let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        let parts = path.split(separator: "/")
        return File(
          folder: parts.dropLast().joined(separator: "/"), name: String(parts.last ?? ""),
          code: Self.code(of: text))
      }
  }

  /// The text without comments and without the contents of literals, interpolations kept.
  static func code(of text: String) -> String {
    var code = text
    code.replace(/(?s)"""(.*?)"""/) { Self.interpolations(of: $0.1) }
    code.replace(/\/\/[^\n]*/, with: "")
    code.replace(/"((?:\\.|[^"\\\n])*)"/) { Self.interpolations(of: $0.1) }
    return code
  }

  private static func interpolations(of literal: Substring) -> String {
    literal.matches(of: /\\\(((?:[^()]|\([^()]*\))*)\)/).map { " \($0.1) " }.joined()
  }

  /// The folder that declares a type, by the name of the type.
  var folderOfType: [String: String] {
    let declaration =
      /(?m)^(?:@\w+ )*(?:package |public |private |fileprivate |internal )?(?:final |indirect )*(?:struct|enum|class|actor|protocol|typealias) (\w+)/
    var folders: [String: String] = [:]
    for file in files {
      for match in file.code.matches(of: declaration) {
        folders[String(match.1)] = file.folder
      }
    }
    return folders
  }

  /// Names in the code that begin with a capital letter.
  static func typeNames(in code: String) -> Set<String> {
    Set(code.matches(of: /\b[A-Z]\w+/).map { String($0.0) })
  }
}
