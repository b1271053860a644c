import Testing

@testable import Simulator

/// Callbacks carry payees: they go to this machine and nowhere else.
struct CallbackAddressTests {
  @Test(arguments: [
    "http://127.0.0.1:8090/hook", "https://localhost/x", "http://[::1]:80/", "HTTP://LOCALHOST",
  ])
  func thisMachine(_ url: String) {
    #expect(CallbackAddress.isOnThisMachine(url))
  }

  @Test(arguments: [
    "http://127.0.0.1@evil.example.org/", "http://user@127.0.0.1/", "http://0.0.0.0/", "",
    "http://127.1/", "http://2130706433/", "http://[::ffff:127.0.0.1]/", "http://[::]/",
    "unix:///tmp/socket", "http+unix://127.0.0.1/", "http://localhost.evil.example.org/",
    "https://hooks.example.org/payees", "http://127.0.0.1%2eexample.org/", "http://0177.0.0.1/",
    "http://127.0.0.1\\@evil.example.org/",
  ])
  func anotherMachine(_ url: String) {
    #expect(!CallbackAddress.isOnThisMachine(url))
  }
}
