import Foundation
import BulkEngine
import Testing

@testable import VendorHTTP

/// The key does not come back through what a server or an error says.
struct TokenRedactionTests {
  private let key = "inv/ented+key-0123"

  @Test(
    "The token is taken out of any text",
    arguments: [
      ("", ""), ("nothing here", "nothing here"), ("KEY", "<redacted>"),
      ("Bearer KEY and KEYKEY.", "Bearer <redacted> and <redacted><redacted>."),
      (#"{"authorization":"Bearer ESCAPED"}"#, #"{"authorization":"Bearer <redacted>"}"#),
      ("inv/ented+key-012", "inv/ented+key-012"), ("iinv/inv/ented+key-0123", "iinv/<redacted>"),
      ("INV/ENTED+kEy-0123", "<redacted>"), ("inv%2Fented%2bkey%2D0123", "<redacted>"),
      (#"\u0069nv\u002fented+key-0123"#, "<redacted>"),
      (#"\\u0069nv\\u002fented+key-0123"#, "<redacted>"),
      ("&#105;nv&#x2F;ented&plus;key-0123", "<redacted>"), ("inv/ ented+ key-0123", "<redacted>"),
      ("3210-yek+detne/vni", "<redacted>"), ("vai/ragrq+xrl-0123", "<redacted>"),
      ("inv/\u{200B}ented+key\u{AD}-0123", "<redacted>"), ("ｉｎｖ/ｅｎｔｅｄ+ｋｅｙ-0123", "<redacted>"),
      ("696e762f656e7465642b6b65792d30313233", "<redacted>"),
    ])
  func isTakenOut(_ text: String, _ clean: String) throws {
    let written = text.replacing("KEY", with: key)
      .replacing("ESCAPED", with: key.replacing("/", with: "\\/"))
    #expect(try APIToken(key).redacted(in: written) == clean)
  }

  @Test(
    "The token is taken out of Base64", arguments: ["", "x", "me:", "ab"], ["", "y", ":pass", "::"])
  func isTakenOutOfBase64(_ before: String, _ behind: String) throws {
    let login = Data((before + key + behind).utf8).base64EncodedString()
    let clean = try APIToken(key).redacted(in: "Basic \(login)")
    #expect(clean.contains("<redacted>"))
    #expect(clean.count - "Basic <redacted>".count <= 16)
  }

  @Test(
    "A key of signs is taken out of every escape",
    arguments: [
      #"a"b\c<d>&e/f"#, #"<<>>\\//"""#, "&lt;&gt;&amp;", "%41%42%43%44", #"\u0041\u0042x"#,
    ])
  func aKeyOfSignsIsTakenOutOfEveryEscape(_ key: String) throws {
    let token = try APIToken(key)
    let json = String(decoding: try JSONEncoder().encode([key]), as: UTF8.self)
    let unicode = key.utf16.map { "\\u" + String(0x10000 + Int($0), radix: 16).dropFirst() }
    let percent = key.utf8.map { "%" + String(0x100 + Int($0), radix: 16).dropFirst() }
    let html = key.unicodeScalars.map { "&#\($0.value);" }
    for written in [key, json, unicode.joined(), percent.joined(), html.joined()] {
      #expect(token.redacted(in: "key \(written).").contains("<redacted>"), "\(written)")
    }
  }

  @Test("A sentence keeps no piece of the token")
  func aSentenceKeepsNoPieceOfIt() throws {
    let redaction = TokenRedaction(try APIToken("an-invented-key-of-some-length"))
    let clean = redaction.sentence("The key an-invented-key… and …key-of-some-length is unknown.")
    #expect(clean == "The key <redacted>… an<redacted> is unknown.")
    #expect(redaction.sentence("An other word.") == "An other word.")
  }

  @Test("A word is no key")
  func aWordIsNoKey() throws {
    #expect(try APIToken("valid").redacted(in: "valid") == "valid")
  }

  @Test(
    "Strings of a reply have no key in disguise, whatever they begin with",
    arguments: ["", "00020126", "https://pay.example.org/?hash=", #"\"a\": "#, "x "])
  func stringsHaveNoKeyInDisguise(_ beginning: String) throws {
    let redaction = TokenRedaction(try APIToken(key))
    let base64 = Data(key.utf8).base64EncodedString()
    let hexadecimal = key.utf8.map { "0\(String($0, radix: 16))".suffix(2) }
    for written in [
      base64, base64.replacing("/", with: #"\/"#), "%" + hexadecimal.joined(separator: "%"),
      hexadecimal.joined(), String(key.reversed()),
      "\\u00" + hexadecimal.joined(separator: "\\u00"),
      key.map(String.init).joined(separator: "."),
    ] {
      let body = #"{"id":"K-1","name":"José","qr":""# + beginning + written + #"","n":12345678901}"#
      let clean = String(decoding: redaction.body(Array(body.utf8)), as: UTF8.self)
      #expect(
        clean.hasPrefix(#"{"id":"K-1","name":"José","qr":""# + beginning.prefix(1)), "\(clean)")
      #expect(clean.contains("<redacted>") && clean.hasSuffix(#"","n":12345678901}"#), "\(clean)")
      #expect(!clean.contains(written), "\(clean)")
    }
    let twice = Data(base64.utf8).base64EncodedString()
    let body = #"["\#(twice)", "\#(twice.prefix(20))"]"#
    #expect(
      String(decoding: redaction.body(Array(body.utf8)), as: UTF8.self)
        == #"["<redacted>", "\#(twice.prefix(20))"]"#)
    let plain = Array(#"{"id":"a long text that is no key","x":["\"",""],"y":"\\"}"#.utf8)
    #expect(redaction.body(plain) == plain)
  }

  @Test(
    "No coding and no coding of a coding hides the token, wherever it begins",
    arguments: [
      #"NFXHML3FNZ2GKZBLNNSXSLJQGEZDG==="#,
      #"NVSTU2LOOYXWK3TUMVSCW23FPEWTAMJSGM5HQ==="#,
      #"X>N8eWo~q3WGicBc`Yz8GBW"#,
      #"Bl8)IASuU$A1MG,GqC^)1,A"#,
      #"TkZYSE1MM0ZOWjJHS1pCTE5OU1hTTEpRR0VaREc9PT0="#,
      #"YTphVzUyTDJWdWRHVmtLMnRsZVMwd01USXo="#,
      #"615735324c3256756447566b4b32746c655330774d54497a"#,
      #"Njk2RTc2MkY2NTZFNzQ2NTY0MkI2QjY1NzkyRDMwMzEzMjMz"#,
      #"WD5OOGVXb35xM1dHaWNCY2BZejhHQlc="#,
      #"MFLTKMSMGJLHKZCHKZVUWMTUNRSVGMDXJVKES6Q="#,
      #"YldVNmFXNTJMMlZ1ZEdWa0sydGxlUzB3TVRJek9uZz0="#,
      #"615735324c3256756447566b4b32746c655330774d54497a4f673d3d"#,
      #"105 110 118 47 101 110 116 101 100 43 107 101 121 45 48 49 50 51"#,
    ], ["", "000201", "hash="])
  func codingsOfCodings(_ written: String, _ beginning: String) throws {
    let redaction = TokenRedaction(try APIToken(key))
    let json = try JSONEncoder().encode(["a": beginning + written])
    let clean = String(decoding: redaction.body(Array(json)), as: UTF8.self)
    #expect(clean.contains("redacted") && clean.utf8.count < json.count, "\(clean)")
    #expect(redaction.text("x \(beginning)\(written) y").contains("<redacted>"))
  }

  @Test("Characters that cannot be seen do not hide the token")
  func tagsDoNotHideIt() throws {
    let tags = String(
      String.UnicodeScalarView(key.utf8.compactMap { Unicode.Scalar(0xE0000 + UInt32($0)) }))
    #expect(try APIToken(key).redacted(in: "x \(tags) y") == "x <redacted> y")
  }

  @Test("Replies come without the token")
  func repliesComeWithoutIt() async throws {
    let body = #"{"message":"Bearer an-invented-key"}"#
    let head = "HTTP/1.1 422 No\r\nx-echo: an-invented-key\r\n"
    let answer = "\(head)content-length: \(body.utf8.count)\r\n\r\n\(body)"
    try await RawServer.serving([.keepOpen(answer)]) { server in
      try await withTransport(port: server.port) { network in
        let token = try APIToken("an-invented-key")
        let transport = AuthorizedTransport(network, token: token)
        let reply = try await transport.send(post)
        #expect(String(decoding: reply.body, as: UTF8.self) == #"{"message":"Bearer <redacted>"}"#)
        #expect(reply.headers["x-echo"] == "<redacted>")
      }
    }
  }
}
