import Foundation
import Testing

@testable import Spreadsheets

/// A file that a setting names is read whole or refused at once, whatever stands in its place.
struct SmallFileTests {
  @Test("A small file is read whole, with its mode", arguments: [0, 1, 9, 10])
  func isReadWholeWithItsMode(_ count: Int) throws {
    let folder = try TemporaryFolder()
    let content = [UInt8](repeating: 7, count: count)
    let path = try folder.file(content, name: "file")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    let file = try SmallFile(path: path, limit: 10)
    #expect(file.bytes == content)
    #expect(file.permissions == 0o640)
  }

  @Test("A larger one is refused")
  func aLargerOneIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file([UInt8](repeating: 7, count: 11), name: "file")
    #expect(throws: SmallFileError.tooLarge) { try SmallFile(path: path, limit: 10) }
  }

  @Test("A pipe is refused without waiting")
  func aPipeIsRefusedWithoutWaiting() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pipe"
    #expect(unsafe mkfifo(path, 0o600) == 0)
    #expect(throws: SmallFileError.notARegularFile) { try SmallFile(path: path, limit: 10) }
  }

  @Test(
    "A device and a folder are refused", arguments: ["/dev/zero", "/dev/null", "/dev/full", "/"])
  func aDeviceAndAFolderAreRefused(_ path: String) {
    #expect(throws: SmallFileError.notARegularFile) { try SmallFile(path: path, limit: 10) }
  }

  @Test("A path without a file is not found")
  func nothingIsNotFound() {
    #expect(throws: SmallFileError.notFound) { try SmallFile(path: "/no/such/file", limit: 10) }
  }

  @Test("A link counts as the file it names")
  func aLinkCountsAsTheFileItNames() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file([1, 2], name: "file")
    try FileManager.default.createSymbolicLink(
      atPath: path + ".link", withDestinationPath: path)
    #expect(try SmallFile(path: path + ".link", limit: 10).bytes == [1, 2])
  }
}
