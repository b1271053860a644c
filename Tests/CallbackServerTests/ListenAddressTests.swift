import Testing

@testable import CallbackServer

/// Addresses as people write them; without a host it is this machine only.
struct ListenAddressTests {
  @Test(
    "An address of host and port is read",
    arguments: [
      ("127.0.0.1:8090", "127.0.0.1", 8090), (":0", "127.0.0.1", 0), ("0.0.0.0:80", "0.0.0.0", 80),
      ("[::1]:65535", "::1", 65_535), ("localhost:1", "localhost", 1),
    ])
  func isRead(_ text: String, _ host: String, _ port: Int) throws {
    let address = try #require(ListenAddress(text))
    #expect(address.host == host)
    #expect(address.port == port)
  }

  @Test(
    "Another text is no address",
    arguments: [
      "", ":", "8090", "host", "host:", "host:x", "host:-1", "host:65536", "::1:80",
      "http://host:80",
      "a b:80", "[]:80", "host:8 0", "host:٣",
    ])
  func isNone(_ text: String) {
    #expect(ListenAddress(text) == nil)
  }

  @Test("An address is written as it is read", arguments: ["127.0.0.1:8090", "[::1]:80"])
  func isWrittenAsItIsRead(_ text: String) {
    #expect(ListenAddress(text)?.description == text)
  }
}
