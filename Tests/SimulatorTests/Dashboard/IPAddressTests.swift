import Testing

@testable import Simulator

@Suite("IPAddress, APIKey: who may use a key")
struct IPAddressTests {
  @Test(
    "Two writings of one address are equal",
    arguments: [
      ("127.0.0.1", "127.0.0.1"), ("127.0.0.1", "::ffff:127.0.0.1"),
      ("192.0.2.9", "::FFFF:C000:0209"), ("2001:db8::1", "2001:0DB8:0:0:0:0:0:1"),
      ("::1", "0:0:0:0:0:0:0:1"),
    ])
  func equal(_ left: String, _ right: String) {
    let key = APIKey.make(for: [left], at: Moment(milliseconds: 0)).key
    #expect(key.allows(right) && IPAddress(left) == IPAddress(right))
  }

  @Test(
    "Another address is not, though its text begins alike",
    arguments: [
      ("127.0.0.1", "127.0.0.10"), ("10.0.0.1", "10.0.0.2"), ("::1", "127.0.0.1"),
      ("::127.0.0.1", "127.0.0.1"), ("2001:db8::1", "2001:db8::11"),
    ])
  func different(_ left: String, _ right: String) {
    let key = APIKey.make(for: [left], at: Moment(milliseconds: 0)).key
    #expect(!key.allows(right) && !key.allows(nil) && !key.allows(""))
  }

  @Test(
    "What is no single address is none",
    arguments: [
      "", "localhost", "10.0.0.0/8", "10.0.0", "010.0.0.1", "256.0.0.1", "10.0.0.1 ", "::1/128",
      "*", "10.0.0.*", "fe80::1%eth0", "1.2.3.4:80",
    ])
  func none(_ text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test("A peer is known without its zone")
  func zone() {
    #expect(IPAddress(peer: "fe80::1%eth0") == IPAddress("fe80::1"))
  }
}
