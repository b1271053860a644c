import Foundation
import Testing

@testable import Qualification

/// A corrected fix.csv survives the next export of its folder; one nobody touched is replaced.
struct EditedFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Writes a file that was changed so many seconds after the epoch of the test.
  private func write(_ name: String, at seconds: TimeInterval) throws {
    let path = try folder.file(name, name: name)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000 + seconds)],
      ofItemAtPath: path)
  }

  private func setAside() throws -> String? {
    try EditedFile.setAside(
      folder.path + "/fix.csv", sibling: folder.path + "/results.csv",
      last: folder.path + "/summary.json")
  }

  @Test func whatWasChangedAfterTheExportIsKept() throws {
    for name in ["fix.edited.csv", "fix.edited-2.csv"] {
      try write("results.csv", at: 0)
      try write("summary.json", at: 1)
      try write("fix.csv", at: 60)
      #expect(try setAside() == folder.path + "/" + name)
      #expect(try folder.text(of: name) == "fix.csv")
    }
    #expect(!(try folder.names().contains("fix.csv")))
  }

  @Test(arguments: [(0.1, 1.0), (-5, 1), (30, 31)] as [(Double, Double)])
  func whatTheExportWroteIsReplaced(_ fix: Double, _ summary: Double) throws {
    try write("results.csv", at: 0)
    try write("fix.csv", at: fix)
    try write("summary.json", at: summary)
    #expect(try setAside() == nil)
  }

  /// Killed between two files: the summary is older than both.
  @Test func anExportThatWasCutIsNoEdit() throws {
    try write("summary.json", at: -600)
    try write("results.csv", at: 0)
    try write("fix.csv", at: 0.5)
    #expect(try setAside() == nil)
  }

  @Test func nothingIsKeptOfAnEmptyFolder() throws {
    #expect(try setAside() == nil)
  }
}
