/// The family of a code and of all codes that followed it: `STEM-MMMMMMGGGGGGGG`.
///
/// A record that the API refused or found invalid has used its code up. Corrected, it needs another
/// one, and that one must be recognised as its own when the record comes back once more. So later
/// codes carry the first code's beginning (`STEM`), a mark made from all of it (`M`), and what sets the
/// generation apart (`G`). However often a record comes back, its code gets no longer.
package struct CodeLineage: Sendable, Hashable {
  private let stem: String
  private let mark: String

  /// 30 bits tell the codes apart whose first characters are the same.
  private static let markLength = 6
  private static let generationLength = 8
  private static let suffixLength = 1 + markLength + generationLength

  /// The lineage that `code` begins or belongs to.
  package init(of code: some Sequence<UInt8>) {
    let text = String(decoding: Array(code), as: UTF8.self)
    let (stem, suffix) = (text.dropLast(Self.suffixLength), text.suffix(Self.suffixLength))
    if !stem.isEmpty, suffix.first == "-", suffix.dropFirst().allSatisfy(CustomCode.isDigit) {
      self.stem = String(stem)
      mark = String(suffix.dropFirst().prefix(Self.markLength))
    } else {
      self.stem = String(text.prefix(CustomCode.longest - Self.suffixLength))
      mark = CustomCode.digest("code_mark/1|\(text)", length: Self.markLength)
    }
  }

  /// Whether both codes belong to one record; capitals make no difference.
  package static func isOne(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    if one == other || CodeLineage(of: one) == CodeLineage(of: other) { return true }
    let (one, other) = (CodeSpelling.folded(one), CodeSpelling.folded(other))
    return one == other || CodeLineage(of: one) == CodeLineage(of: other)
  }

  /// The code of the generation after `code`, for the payee as it is written now.
  ///
  /// The same code and record always give the same successor, so that a correction fed twice is not
  /// paid twice; another correction of the same record gives another one, so that it does not meet the
  /// first at the API. Capitals make no difference: a spreadsheet may write the code in others, and the
  /// correction must not be paid once for each. Of the record 15 bits go in: less than the file's SHA-256 in every first code
  /// tells the holder of the file, and nothing to anyone else.
  package static func code(after code: some Sequence<UInt8>, record: String) -> [UInt8] {
    let text = CodeSpelling.folded(String(decoding: Array(code), as: UTF8.self))
    let lineage = CodeLineage(of: text.utf8)
    let bucket = CustomCode.digest("code_payee/1|\(text)|\(record)", length: 3)
    let generation = CustomCode.digest(
      "code_generation/1|\(text)|\(bucket)", length: generationLength)
    return Array("\(lineage.stem)-\(lineage.mark)\(generation)".utf8)
  }
}
