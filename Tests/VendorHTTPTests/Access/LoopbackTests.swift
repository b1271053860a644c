import Testing

@testable import VendorHTTP

/// Loopback is what cannot leave the machine, whatever it looks like.
struct LoopbackTests {
  @Test(
    "Loopback addresses are this machine",
    arguments: ["localhost", "::1", "127.0.0.1", "127.1.2.3", "127.255.255.255"])
  func thisMachine(_ host: String) {
    #expect(namesThisMachine(host: host))
  }

  @Test(
    "A URL with a loopback host is of this machine",
    arguments: [
      ("http://127.0.0.1:8090/hook", true), ("https://localhost/x?y=z", true),
      ("http://[::1]:80/", true), ("HTTP://LOCALHOST", true),
      ("http://127.0.0.1@evil.example.org/", false), ("http://user:pass@127.0.0.1/", false),
      ("http://evil.example.org/127.0.0.1", false), ("http://localhost.evil.example.org", false),
      ("http://127.0.0.1.example.org", false), ("http://0.0.0.0/", false), ("http://127.1/", false),
      ("http://2130706433/", false), ("http://0x7f000001/", false), ("http://0177.0.0.1/", false),
      ("http://[::ffff:127.0.0.1]/", false), ("http://[::]/", false), ("//127.0.0.1/", false),
      ("unix:///tmp/socket", false), ("http+unix://127.0.0.1/", false), ("ftp://127.0.0.1/", false),
      ("http://127.0.0.1\\@evil.example.org/", false), ("127.0.0.1", false), ("", false),
      ("http://evil.example.org#@127.0.0.1/", false), ("http://127.0.0.1%2eexample.org/", false),
      ("http://١٢٧.0.0.1/", false),
    ])
  func aURLOfThisMachine(_ url: String, _ isOfThisMachine: Bool) {
    #expect(namesThisMachine(url: url) == isOfThisMachine)
  }

  @Test(
    "Other addresses are another machine",
    arguments: [
      "", "localhost.", "127.0.0.1.nip.io", "127.1", "127.0.0.256", "127.0.0.-1", "127.0.0.+1",
      "126.0.0.1", "0.0.0.0", "::2", "::ffff:127.0.0.1", "127.0.0.", "127..0.1",
    ])
  func anotherMachine(_ host: String) {
    #expect(!namesThisMachine(host: host))
  }
}
