import Foundation
import Testing

@testable import Spreadsheets

@Suite("AtomicFile, FolderEntries, FileDescriptor")
struct AtomicFileTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("a file appears only when it is committed, with mode 0600")
  func commit() throws {
    var file = try AtomicFile(path: folder.path + "/out.csv", bufferBytes: 8)
    try file.append("a long line, longer than the buffer")
    try file.append(UInt8(ascii: "\n"))
    #expect(!(try folder.names().contains("out.csv")))
    #expect(file.byteCount == 36)
    try file.commit()
    #expect(try folder.names() == ["out.csv"])
    #expect(try folder.text(of: "out.csv") == "a long line, longer than the buffer\n")
    #expect(try folder.mode(of: "out.csv") == 0o600)
  }

  @Test("a file whose writing out began before its end is whole")
  func long() throws {
    let piece = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var file = try AtomicFile(path: folder.path + "/long.bin")
    for _ in 0..<200 { try file.append(piece) }
    try file.commit()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/long.bin"))
    #expect(bytes.count == 200 * piece.count)
    let places = stride(from: 0, to: bytes.count, by: piece.count)
    #expect(places.allSatisfy { bytes[$0..<$0 + piece.count].elementsEqual(piece) })
  }

  @Test("what a killed process left half written is removed, nothing else is")
  func leftovers() throws {
    let left = [".results.csv.2wqo3c9b1xefn.tmp", ".fix.csv.0wqo3c9b1xef.tmp"]
    let other = [
      ".notes.csv.2wqo3c9b1xefn.tmp", ".results.csv.tmp", "results.csv", ".results.csv.a.b.tmp",
      ".fix.csv.abc.tmp", ".fix.csv..tmp", ".fix.csv.2WQO3C9B1XEFN.tmp",
      ".fix.csv.2wqo3c9b1xefn9.tmp",
    ]
    for name in left + other { _ = try folder.file("x", name: name) }
    AtomicFile.removeLeftovers(of: ["results.csv", "fix.csv"], in: folder.path)
    #expect(try folder.names() == other.sorted())
  }

  @Test("a link in an output's place is told before anything is written")
  func requireReplaceable() throws {
    let path = folder.path + "/results.csv"
    try AtomicFile.requireReplaceable(path)
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: folder.path + "/elsewhere")
    #expect(throws: SpreadsheetError.refusesToReplace(path: path)) {
      try AtomicFile.requireReplaceable(path)
    }
  }

  @Test("a file that is discarded leaves nothing behind and the older one as it was")
  func discard() throws {
    _ = try folder.file("old", name: "out.csv")
    var file = try AtomicFile(path: folder.path + "/out.csv")
    try file.append("new")
    file.discard()
    #expect(try folder.names() == ["out.csv"])
    #expect(try folder.text(of: "out.csv") == "old")
  }

  @Test("an older file is replaced and its wider mode is not taken over")
  func replace() throws {
    _ = try folder.file("old", name: "out.csv")
    var file = try AtomicFile(path: folder.path + "/out.csv")
    try file.append("new")
    try file.commit()
    #expect(try folder.text(of: "out.csv") == "new")
    #expect(try folder.mode(of: "out.csv") == 0o600)
  }

  @Test("links and folders are not replaced")
  func refuses() throws {
    let target = try folder.file("precious", name: "target")
    let link = folder.path + "/link.csv"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    #expect(throws: SpreadsheetError.refusesToReplace(path: link)) {
      _ = try AtomicFile(path: link)
    }
    #expect(throws: SpreadsheetError.refusesToReplace(path: folder.path)) {
      _ = try AtomicFile(path: folder.path)
    }
    #expect(try folder.text(of: "target") == "precious")
  }

  @Test("a folder that does not exist is an error that says so")
  func missingFolder() {
    let path = folder.path + "/none/out.csv"
    #expect(throws: SpreadsheetError.cannotCreate(path: path, code: ENOENT)) {
      _ = try AtomicFile(path: path)
    }
  }

  @Test("a full disk is an error and leaves nothing behind", .enabled(if: hasFullDevice))
  func writeFailure() throws {
    let device = try FileDescriptor.open("/dev/full", O_WRONLY)
    #expect(throws: SystemError.self) { try device.writeAll([1, 2, 3], count: 3) }
  }

  @Test("a file that is being written has no name, so that a killed process leaves nothing")
  func unnamed() throws {
    try #require(openUnnamedWorks(in: folder.path))
    var file = try AtomicFile(path: folder.path + "/out.csv", bufferBytes: 8)
    try file.append("a long line, longer than the buffer")
    #expect(try folder.names().isEmpty)
    try file.commit()
    #expect(try folder.names() == ["out.csv"])
  }

  @Test(
    "with a name or without one, a temporary file gets its place or goes", arguments: [true, false])
  func temporary(mayBeUnnamed: Bool) throws {
    let path = folder.path + "/out.csv"
    _ = try folder.file("old", name: "out.csv")
    do {
      let given = try TemporaryFile(for: path, mayBeUnnamed: mayBeUnnamed)
      #expect(try folder.names().count == 2 || mayBeUnnamed)
      try given.descriptor.writeAll([1], count: 1)
    }
    #expect(try folder.names() == ["out.csv"])
    #expect(try folder.text(of: "out.csv") == "old")
    var file = try TemporaryFile(for: path, mayBeUnnamed: mayBeUnnamed)
    try file.descriptor.writeAll(Array("new".utf8), count: 3)
    try file.place()
    #expect(try folder.names() == ["out.csv"])
    #expect(try folder.text(of: "out.csv") == "new")
    #expect(try folder.mode(of: "out.csv") == 0o600)
  }

  @Test("a file with other names elsewhere is replaced and not written through")
  func hardLink() throws {
    let other = folder.path + "/backup.csv"
    _ = try folder.file("old", name: "out.csv")
    try FileManager.default.linkItem(atPath: folder.path + "/out.csv", toPath: other)
    var file = try AtomicFile(path: folder.path + "/out.csv")
    try file.append("new")
    try file.commit()
    #expect(try folder.text(of: "backup.csv") == "old")
    #expect(EntryStatus.of(other)?.linkCount == 1)
  }

  @Test("an unnamed file is read again from any place and leaves nothing")
  func unnamedFile() throws {
    let file = try UnnamedFile(in: folder.path)
    let text = (0..<40_000).map { "\($0)," }.joined()
    let bytes = Array(text.utf8)
    try file.append(Array(bytes[..<7]))
    try file.append(Array(bytes[7..<70_001]))
    try file.append(Array(bytes[70_001...]))
    for offset in [0, 5, 65_535, 65_536, 100_000] {
      var source = try ByteSource(InputFile(file, shownAs: "-"), offset: Int64(offset))
      var buffer = [UInt8](repeating: 0, count: bytes.count)
      let count = try source.read(into: &buffer)
      #expect(count == bytes.count - offset && buffer[..<count] == bytes[offset...])
    }
    #expect(try folder.names().isEmpty)
  }

  @Test("what an unnamed file holds cannot be read on the disk")
  func unnamedFileIsSealed() throws {
    let file = try UnnamedFile(in: folder.path)
    let text = Array("4111111111111111".utf8)
    try file.append(text)
    let other = try UnnamedFile(in: folder.path)
    try other.append(text)
    let onDisk = try Data(contentsOf: URL(filePath: file.path))
    #expect(onDisk.count == text.count && Array(onDisk) != text)
    #expect(try Data(contentsOf: URL(filePath: other.path)) != onDisk)
  }

  @Test("a private folder has mode 0700; one that is there keeps its own")
  func privateFolder() throws {
    let path = folder.path + "/run"
    try createPrivateFolder(at: path)
    #expect(try folder.mode(of: "run") == 0o700)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    try createPrivateFolder(at: path)
    #expect(try folder.mode(of: "run") == 0o755)
  }

  @Test("a private folder is not made in the place of a file or a link")
  func privateFolderRefuses() throws {
    let file = try folder.file("x", name: "file")
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path)
    for path in [file, link] {
      #expect(throws: SpreadsheetError.refusesToReplace(path: path)) {
        try createPrivateFolder(at: path)
      }
    }
  }
}

private func openUnnamedWorks(in folder: String) -> Bool {
  let number = openUnnamed(in: folder, O_WRONLY)
  if number >= 0 { close(number) }
  return number >= 0
}

private let hasFullDevice = FileManager.default.fileExists(atPath: "/dev/full")
