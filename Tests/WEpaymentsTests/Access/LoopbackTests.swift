import Testing

@testable import WEpayments

/// Loopback is what cannot leave the machine, whatever it looks like.
struct LoopbackTests {
  @Test(arguments: ["localhost", "::1", "127.0.0.1", "127.1.2.3", "127.255.255.255"])
  func thisMachine(_ host: String) {
    #expect(namesThisMachine(host: host))
  }

  @Test(arguments: [
    "", "localhost.", "127.0.0.1.nip.io", "127.1", "127.0.0.256", "127.0.0.-1", "127.0.0.+1",
    "126.0.0.1", "0.0.0.0", "::2", "::ffff:127.0.0.1", "127.0.0.", "127..0.1",
  ])
  func anotherMachine(_ host: String) {
    #expect(!namesThisMachine(host: host))
  }
}
