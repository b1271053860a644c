import Testing

/// The simulator's kit serves any operation: each operation is a folder beside it, and only the server
/// on top names one.
struct SimulatorTests {
  @Test("The kit of the simulator names no operation")
  func theKitOfTheSimulatorNamesNoOperation() throws {
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

  @Test("The simulator shares no code with the client")
  func theSimulatorSharesNoCodeWithTheClient() throws {
    let client = ["BulkEngine", "Operations", "VendorHTTP", "SQLiteJournal", "Spreadsheets"]
    for file in try SourceTree("Sources/Simulator").files {
      for module in client {
        #expect(!file.code.contains("import \(module)"), "\(file.name) imports \(module)")
      }
    }
  }
}
