import Testing

@testable import VendorHTTP

/// People are told the proxy without its password.
struct ProxyInUseTests {
  @Test("It is host and port")
  func itIsHostAndPort() throws {
    let environment = ["https_proxy": "http://me:secret@proxy.example.org:3128"]
    let told = try ProxyInUse.description(for: Endpoint(.sandbox), environment: environment)
    #expect(told == "proxy.example.org:3128")
    #expect(try ProxyInUse.description(for: Endpoint(.sandbox), environment: [:]) == nil)
  }
}
