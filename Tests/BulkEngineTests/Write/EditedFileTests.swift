import Foundation
import Spreadsheets
import QualificaTestKit
import Testing

@testable import BulkEngine

/// A corrected fix.csv survives the next export of its folder; one nobody touched is replaced.
struct EditedFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func setAside(written: String?) throws -> String? {
    try EditedFile.setAside(folder.path + "/fix.csv", written: written)
  }

  @Test("What is not as it was written is kept")
  func whatIsNotAsItWasWrittenIsKept() throws {
    let written = try InputHash.sha256(
      of: InputFile(path: folder.file("as written", name: "fix.csv")))
    #expect(try setAside(written: written) == nil)
    for name in ["fix.edited.csv", "fix.edited-2.csv", "fix.edited-3.csv"] {
      _ = try folder.file("corrected for \(name)", name: "fix.csv")
      #expect(try setAside(written: written) == folder.path + "/" + name)
      #expect(try folder.text(of: name) == "corrected for \(name)")
    }
    #expect(!(try folder.names().contains("fix.csv")))
  }

  @Test("What nobody knows is kept")
  func whatNobodyKnowsIsKept() throws {
    _ = try folder.file("anything", name: "fix.csv")
    #expect(try setAside(written: nil) == folder.path + "/fix.edited.csv")
  }

  @Test("A link under the name is not written over")
  func aLinkUnderTheNameIsNotWrittenOver() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/fix.edited.csv", withDestinationPath: "nowhere")
    _ = try folder.file("corrected", name: "fix.csv")
    #expect(try setAside(written: nil) == folder.path + "/fix.edited-2.csv")
  }

  @Test("Nothing is kept of an empty folder")
  func nothingIsKeptOfAnEmptyFolder() throws {
    #expect(try setAside(written: nil) == nil)
  }
}
