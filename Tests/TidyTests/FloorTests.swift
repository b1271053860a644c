import Testing

/// The folders of the engine are floors: a type stands on the lowest floor that needs it, and nothing
/// below knows what is above.
struct FloorTests {
  /// From the ground up.
  static let floors = [
    "Text", "Sheet", "Findings", "Cells", "Keys", "Settings", "Records", "Masking", "State",
    "Seams", "Duplicates", "Pass", "Plan", "Pace", "Exchange", "LookUp", "Printables", "Submit",
    "Callbacks", "Write", "Inspect", "Run",
  ]

  @Test("Every folder of the engine is a floor")
  func everyFolderOfTheEngineIsAFloor() throws {
    let tree = try SourceTree("Sources/BulkEngine")
    #expect(Set(tree.files.map(\.folder)) == Set(Self.floors))
  }

  @Test("No floor uses one above it")
  func noFloorUsesOneAboveIt() throws {
    let tree = try SourceTree("Sources/BulkEngine")
    let folders = tree.folderOfType
    var climbs: [String: Set<String>] = [:]
    for file in tree.files {
      for name in SourceTree.typeNames(in: file.code) {
        guard let used = folders[name], let here = Self.floors.firstIndex(of: file.folder),
          let there = Self.floors.firstIndex(of: used), there > here
        else { continue }
        climbs["\(file.folder) -> \(used)", default: []].insert("\(file.name): \(name)")
      }
    }
    for (climb, names) in climbs {
      Issue.record("\(climb): \(names.sorted().joined(separator: ", "))")
    }
  }
}
