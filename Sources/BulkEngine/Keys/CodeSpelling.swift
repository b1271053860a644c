/// Codes as we wrote them, recognised in the letters in which the API may write them.
///
/// Some databases compare without regard to case. A code in other letters may be ours, and must not
/// pass for absent; whether it is, the payee tells.
package struct CodeSpelling: Sendable {
  private let codes: Set<String>
  private let byFoldedCode: [String: String]

  init(_ codes: some Sequence<String>) {
    self.codes = Set(codes)
    byFoldedCode = Dictionary(self.codes.map { (Self.folded($0), $0) }, uniquingKeysWith: min)
  }

  /// The code of ours that `code` is or may be.
  func ours(for code: String) -> String? {
    codes.contains(code) ? code : byFoldedCode[Self.folded(code)]
  }

  package static func folded(_ code: String) -> String { code.lowercased() }

  static func folded(_ code: [UInt8]) -> [UInt8] {
    code.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  /// The codes and, where it is another one, each in small letters: as derived codes are written.
  static func variants(of codes: [String]) -> [String] {
    codes.flatMap { code in
      let folded = folded(code)
      return folded == code ? [code] : [code, folded]
    }
  }
}
