import Foundation
import Testing

@testable import Spreadsheets

@Suite("SystemPath, PathCalls")
struct SystemPathTests {
  @Test(
    "every name survives as text, whatever bytes it has",
    arguments: [
      [0x61, 0xE7, 0x62], [0xFF], [0xC3], [0xC3, 0xA7], [0xE7, 0xC3, 0xA7], [0xED, 0xA0, 0x80],
      [0xF4, 0x8F, 0xBA, 0x80], [0xF4, 0x8F, 0xBB, 0xBF, 0xE7], [0xF4, 0x8F, 0xBC, 0x80],
      [0x80, 0xBF, 0x2F, 0xC0, 0xAF], [0x65, 0xCC, 0x81], Array("josé/😀\n'\"\\".utf8), [],
    ] as [[UInt8]])
  func roundTrip(bytes: [UInt8]) {
    #expect(SystemPath.bytes(of: SystemPath.text(of: bytes)) == bytes)
  }

  @Test("random bytes survive, and UTF-8 stands as it is")
  func randomBytes() {
    var state: UInt64 = 25
    for _ in 0..<2_000 {
      let bytes = (0..<12).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      let text = SystemPath.text(of: bytes)
      #expect(SystemPath.bytes(of: text) == bytes)
      if let plain = String(validating: bytes, as: UTF8.self), SystemPath.isPlain(plain) {
        #expect(text == plain)
      }
    }
  }

  @Test("people see one mark for each byte that is no UTF-8")
  func shown() {
    #expect(SystemPath.shown(SystemPath.text(of: [0x61, 0xE7, 0xC3, 0xA7])) == "a\u{FFFD}ç")
  }

  @Test(
    "a path can be pasted into a shell",
    arguments: [
      ("a/b.csv", "a/b.csv"), ("folha ç.csv", "'folha ç.csv'"), ("it's", "'it'\\''s'"),
      ("-x.csv", "./-x.csv"), ("a\nb'\\", "$'a\\x0ab\\'\\\\'"), ("~", "'~'"), ("", "''"),
      (SystemPath.text(of: [0x66, 0xE7]), "$'f\\xe7'"),
    ])
  func shellWords(path: String, word: String) {
    #expect(SystemPath.shellPath(path) == word)
  }

  @Test("a name is taken apart by scalars: an accent behind a slash belongs to the name")
  func parts() {
    #expect(SystemPath.name(of: "a/\u{301}b.csv.gz") == "\u{301}b.csv.gz")
    #expect(SystemPath.folder(of: "a/\u{301}b") == "a")
    #expect(SystemPath.folder(of: "/a") == "/" && SystemPath.folder(of: "a") == ".")
    #expect(SystemPath.stem(of: "b.csv.gz") == "b.csv" && SystemPath.stem(of: ".b") == ".b")
    #expect(SystemPath.fileExtension(of: "b.csv.gz") == "gz" && SystemPath.stem(of: "b") == "b")
    #expect(SystemPath.absolute("/a/./b//c/../d/") == "/a/b/c/../d")
    #expect(SystemPath.absolute("x").hasSuffix("/x") && SystemPath.absolute("x").hasPrefix("/"))
  }

  @Test("names too long for an ending are cut within characters, and stay different")
  func longNames() {
    let name = String(repeating: "é", count: 127)
    let cut = SystemPath.fitting(name + "a", ".qualifica")
    #expect(cut.utf8.count <= 255 && cut.hasSuffix(".qualifica"))
    #expect(cut != SystemPath.fitting(name + "b", ".qualifica"))
    #expect(SystemPath.fitting("a", ".qualifica") == "a.qualifica")
    let bytes = SystemPath.bytes(of: cut)
    #expect(String(validating: bytes, as: UTF8.self) != nil)
    let latin = SystemPath.text(of: Array(repeating: 0xE7, count: 255))
    #expect(SystemPath.bytes(of: SystemPath.fitting(latin, ".tmp")).count <= 255)
  }

  @Test(
    "files and folders of any name are made, listed, renamed, opened and removed",
    arguments: [[0xE7], [0x61, 0x0A], [0x2D], [0xCC, 0x81], [0xF4, 0x8F, 0xBA, 0x80]] as [[UInt8]])
  func calls(bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let inner = "\(folder.path)/\(SystemPath.text(of: bytes))"
    try createPrivateFolder(at: inner)
    let path = "\(inner)/\(SystemPath.text(of: bytes)).csv"
    var file = try AtomicFile(path: path)
    try file.append("a;b\n")
    try file.commit()
    #expect(try SystemPath.entries(of: inner) == [SystemPath.name(of: path)])
    #expect(try SystemPath.status(of: path).size == 4)
    #expect(try readAll(path, format: csv()).rows.map(\.fields) == [["a", "b"]])
    #expect(FileManager.default.contents(atPath: SystemPath.plain(path)) == Data("a;b\n".utf8))
    #expect(SystemPath.isSame(SystemPath.plain(path), path))
    try SystemPath.rename(path, to: path + "2")
    #expect(!SystemPath.exists(path) && SystemPath.exists(path + "2"))
    try SystemPath.remove(path + "2")
    #expect(try SystemPath.entries(of: inner).isEmpty)
  }
}
