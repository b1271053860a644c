import Foundation
import Testing

@testable import VendorHTTP

/// A token file is read only when nobody else can read it.
struct TokenFileTests {
  @Test("A file of the owner alone is read", arguments: [0o600, 0o400, 0o700])
  func aFileOfTheOwnerAloneIsRead(_ mode: Int) throws {
    try withFile("an-invented-key\n", mode: mode) { path in
      let token = try APIToken(contentsOfFile: path)
      #expect(token.authorization(.bearer) == "Bearer an-invented-key")
    }
  }

  @Test("A file open to others is refused", arguments: [0o640, 0o604, 0o644, 0o620, 0o601])
  func aFileOpenToOthersIsRefused(_ mode: Int) throws {
    try withFile("an-invented-key", mode: mode) { path in
      #expect(throws: APITokenError.openFile(path: path, mode: mode)) {
        try APIToken(contentsOfFile: path)
      }
    }
  }

  @Test(
    "The content must be a token",
    arguments: [
      ("", APITokenError.empty), ("a b", .hasForbiddenCharacters),
      (String(repeating: "a", count: 8193), .tooLong),
      (String(repeating: "a", count: 100_000), .tooLong),
    ])
  func theContentMustBeAToken(_ content: String, _ expected: APITokenError) throws {
    try withFile(content, mode: 0o600) { path in
      #expect(throws: expected) { try APIToken(contentsOfFile: path) }
    }
  }

  @Test("A symbolic link counts as the file it names")
  func aSymbolicLinkCountsAsTheFileItNames() throws {
    try withFile("an-invented-key", mode: 0o644) { path in
      let link = path + ".link"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
      #expect(throws: APITokenError.openFile(path: link, mode: 0o644)) {
        try APIToken(contentsOfFile: link)
      }
    }
  }

  @Test("What is no file is unreadable")
  func whatIsNoFileIsUnreadable() {
    #expect(throws: APITokenError.unreadableFile(path: "/no/such/token")) {
      try APIToken(contentsOfFile: "/no/such/token")
    }
    for path in [NSTemporaryDirectory(), "/dev/zero", "/dev/null"] {
      #expect(throws: APITokenError.notAFile(path: path)) { try APIToken(contentsOfFile: path) }
    }
  }

  @Test("A byte order mark is no part of the token")
  func aByteOrderMarkIsNoPartOfTheToken() throws {
    try withFile("\u{FEFF}an-invented-key\r\n", mode: 0o600) { path in
      let token = try APIToken(contentsOfFile: path)
      #expect(token.authorization(.bearer) == "Bearer an-invented-key")
    }
  }

  private func withFile(_ content: String, mode: Int, _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "token").path
    try Data(content.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    try body(path)
  }
}
