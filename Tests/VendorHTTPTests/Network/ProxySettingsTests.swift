import Testing

@testable import VendorHTTP

/// The environment names a proxy as it does for curl.
struct ProxySettingsTests {
  @Test(
    "A proxy is read",
    arguments: [
      ("http://proxy.example.org:3128", "proxy.example.org", 3128),
      ("HTTP://proxy.example.org:3128/", "proxy.example.org", 3128),
      ("proxy.example.org:8080", "proxy.example.org", 8080),
      ("proxy.example.org", "proxy.example.org", 80),
      ("http://[fd00::1]:3128", "fd00::1", 3128),
    ])
  func aProxyIsRead(_ text: String, _ host: String, _ port: Int) throws {
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
      #expect(try server([name: text]) == .init(host: host, port: port))
    }
  }

  @Test("Credentials are decoded")
  func credentialsAreDecoded() throws {
    let expected = ProxySettings.Server(host: "p.example.org", port: 3128, credentials: "me:a@b")
    #expect(try server(["HTTPS_PROXY": "http://me:a%40b@p.example.org:3128"]) == expected)
  }

  @Test(
    "Another kind of proxy is refused without repeating it",
    arguments: [
      "https://p.example.org:1", "socks5://p:1", "http://p:0", "http://p:x", "http://",
      "http://[::1", "http://[::1:3128", "http://::1", "http://::1]:3128", "http://[p]:1", "p q:1",
      "p?:1",
    ])
  func anotherKindOfProxyIsRefusedWithoutRepeatingIt(_ text: String) {
    #expect(throws: HTTPTransportError.unreadableProxy(variable: "HTTPS_PROXY")) {
      try server(["HTTPS_PROXY": text])
    }
  }

  @Test(
    "Excepted hosts go directly",
    arguments: [
      "*", "api.sandbox.wepayout.com.br", "wepayout.com.br", ".wepayout.com.br",
      "*.wepayout.com.br",
      "example.org, WEPAYOUT.com.br", "wepayout.com.br:443", " a.org\twepayout.com.br ",
      "wepayout.com.br.", "localhost,127.0.0.1,.wepayout.com.br,",
    ])
  func exceptedHostsGoDirectly(_ list: String) throws {
    #expect(try server(["HTTPS_PROXY": "p.example.org:1", "NO_PROXY": list]) == nil)
    #expect(try server(["HTTPS_PROXY": "p.example.org:1", "no_proxy": list]) == nil)
  }

  @Test(
    "Hosts that are not excepted go through the proxy",
    arguments: [
      "", "payout.com.br", "example.org", "wepayout.com.br:8443", ".", "*.", ",", "com.br:x",
      "api.sandbox.wepayout.com.br.example.org",
    ])
  func otherHostsDoNot(_ list: String) throws {
    #expect(try server(["HTTPS_PROXY": "p.example.org:1", "NO_PROXY": list]) != nil)
  }

  @Test(
    "Excepted addresses go directly",
    arguments: ["192.0.2.7", "192.0.2.7:443", "fd00::7", "[fd00::7]", "[fd00::7]:443"])
  func exceptedAddressesGoDirectly(_ list: String) throws {
    let host = list.contains("fd00") ? "[fd00::7]" : "192.0.2.7"
    let settings = try ProxySettings(
      environment: ["https_proxy": "p:1", "no_proxy": "example.org,\(list)"],
      endpoint: Endpoint(baseURL: "https://\(host)"))
    #expect(settings.server == nil)
  }

  @Test("Of two spellings the lower case one counts")
  func ofTwoSpellingsTheLowerCaseOneCounts() throws {
    #expect(
      try server(["https_proxy": "small:1", "HTTPS_PROXY": "LARGE:2"])
        == .init(host: "small", port: 1))
    #expect(try server(["HTTPS_PROXY": "p:1", "no_proxy": "", "NO_PROXY": "*"]) == nil)
    #expect(try server(["HTTPS_PROXY": "p:1", "no_proxy": "x.org", "NO_PROXY": "*"]) != nil)
  }

  @Test("Loopback never goes through a proxy")
  func loopbackNeverGoesThroughAProxy() throws {
    let endpoint = try Endpoint(baseURL: "http://127.0.0.1:8080")
    let settings = try ProxySettings(environment: ["HTTPS_PROXY": "p:1"], endpoint: endpoint)
    #expect(settings.server == nil)
  }

  @Test("No variable means no proxy")
  func noVariableMeansNoProxy() throws {
    #expect(try server([:]) == nil)
    #expect(try server(["HTTPS_PROXY": ""]) == nil)
  }

  private func server(_ environment: [String: String]) throws -> ProxySettings.Server? {
    try ProxySettings(environment: environment, endpoint: Endpoint(.sandbox)).server
  }
}
