import Testing

/// The engine knows no operation: its code names nothing that only some records have.
struct NeutralityTests {
  /// Folders in which this is true already.
  static let folders = [
    "Callbacks", "Cells", "Duplicates", "Exchange", "Findings", "Inspect", "Keys", "LookUp",
    "Masking", "Pace", "Pass", "Plan", "Printables", "Records", "Run", "Seams", "Settings", "Sheet",
    "State",
    "Submit", "Text", "Write",
  ]

  /// Parts of names in any letters.
  static let words = [
    "account", "bank", "boleto", "branch", "cnpj", "deposit", "document", "merchant", "payee",
    "pix",
    "qualification", "service", "wepay",
  ]

  /// Names that are still there: the form of a stranger's identifier.
  static let known: Set<String> = ["HiddenLetters.swift: cnpj"]

  @Test("The engine names no operation")
  func theEngineNamesNoOperation() throws {
    let tree = try SourceTree("Sources/BulkEngine")
    for file in tree.files where Self.folders.contains(file.folder) {
      let names = file.code.lowercased()
      for word in Self.words where names.contains(word) {
        let find = "\(file.name): \(word)"
        if !Self.known.contains(find) { Issue.record("\(file.folder)/\(find)") }
      }
    }
  }
}
