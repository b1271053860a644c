/// Codes as we wrote them, recognised in the letters in which the API may write them.
///
/// Some databases compare without regard to case. A code in other letters may be ours, and must not
/// pass for absent; whether it is, the payee tells.
struct CodeSpelling: Sendable {
  private let codes: Set<String>
  private let byFoldedCode: [String: String]

  init(_ codes: Set<String>) {
    self.codes = codes
    byFoldedCode = Dictionary(codes.map { (Self.folded($0), $0) }, uniquingKeysWith: min)
  }

  /// The code of ours that `code` is or may be.
  func ours(for code: String) -> String? {
    codes.contains(code) ? code : byFoldedCode[Self.folded(code)]
  }

  static func folded(_ code: String) -> String { code.lowercased() }
}
