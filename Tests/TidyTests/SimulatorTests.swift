import Testing

/// The simulator's kit serves any operation: each operation is a folder beside it, and only the server
/// on top names one.
struct SimulatorTests {
  @Test func theKitOfTheSimulatorNamesNoOperation() throws {
    let tree = try SourceTree("Sources/Simulator")
    let folders = tree.folderOfType
    #expect(tree.files.count { $0.folder == "Kit" } > 10)
    for file in tree.files where file.folder == "Kit" {
      for name in SourceTree.typeNames(in: file.code) {
        let folder = folders[name] ?? "Kit"
        #expect(folder == "Kit", "\(file.name) uses \(name) of \(folder)")
      }
      for word in ["qualification", "payee", "beneficiary", "serviceid"] {
        #expect(!file.code.lowercased().contains(word), "\(file.name) says \(word)")
      }
    }
  }

  @Test func theSimulatorSharesNoCodeWithTheClient() throws {
    let client = ["BulkEngine", "Operations", "VendorHTTP", "SQLiteJournal", "Spreadsheets"]
    for file in try SourceTree("Sources/Simulator").files {
      for module in client {
        #expect(!file.code.contains("import \(module)"), "\(file.name) imports \(module)")
      }
    }
  }
}
