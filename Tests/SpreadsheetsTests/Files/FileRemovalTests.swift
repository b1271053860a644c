import Foundation
import Testing

@testable import Spreadsheets

/// Files are removed by name; links go alone, folders stay.
struct FileRemovalTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("removal-\(UUID().uuidString)").path

  private func inFolder(_ body: () throws -> Void) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body()
  }

  @Test("What is there goes and is told")
  func whatIsThereGoesAndIsTold() throws {
    try inFolder {
      try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder)/a"))
      try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder)/kept"))
      #expect(try removeFiles(["a", "missing"], in: folder) == ["a"])
      #expect(try removeFiles(["a"], in: folder) == [])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["kept"])
    }
  }

  @Test("A link goes alone")
  func aLinkGoesAlone() throws {
    try inFolder {
      try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder)/target"))
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/link", withDestinationPath: "target")
      #expect(try removeFiles(["link"], in: folder) == ["link"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["target"])
    }
  }

  @Test("A folder is refused")
  func aFolderIsRefused() throws {
    try inFolder {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/sub", withIntermediateDirectories: false)
      #expect(throws: SpreadsheetError.refusesToReplace(path: "\(folder)/sub")) {
        try removeFiles(["sub"], in: folder)
      }
    }
  }
}
