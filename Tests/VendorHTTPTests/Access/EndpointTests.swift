import BulkEngine
import Testing

@testable import VendorHTTP

/// A base URL is a scheme, a host and a port, encrypted unless it is this machine.
struct EndpointTests {
  @Test(
    "An environment has its host",
    arguments: [
      (Endpoint.Environment.sandbox, "https://api.sandbox.wepayout.com.br"),
      (.production, "https://api.wepayout.com.br"),
    ])
  func anEnvironmentHasItsHost(_ environment: Endpoint.Environment, _ expected: String) {
    #expect(Endpoint(environment).description == expected)
    #expect(!Endpoint(environment).isLoopback)
  }

  @Test(
    "A base URL is read",
    arguments: [
      ("https://api.example.org", "https://api.example.org"),
      ("https://api.example.org/", "https://api.example.org"),
      ("HTTPS://API.Example.org:8443", "https://api.example.org:8443"),
      ("http://localhost:8080", "http://localhost:8080"),
      ("http://127.0.0.1", "http://127.0.0.1"),
      ("http://127.255.3.4:1", "http://127.255.3.4:1"),
      ("http://[::1]:9000/", "http://[::1]:9000"),
    ])
  func aBaseURLIsRead(_ text: String, _ expected: String) throws {
    #expect(try Endpoint(baseURL: text).description == expected)
  }

  @Test(
    "A text that is no base URL is refused",
    arguments: [
      ("", EndpointError.unreadable),
      ("api.example.org", .unreadable),
      ("https://", .unreadable),
      ("https://api.example.org:0", .unreadable),
      ("https://api.example.org:65536", .unreadable),
      ("https://exa mple.org", .unreadable),
      ("ftp://api.example.org", .unsupportedScheme),
      ("http://api.example.org", .plainText),
      ("http://127.0.0.1.example.org", .plainText),
      ("http://128.0.0.1", .plainText),
      ("http://localhost.example.org", .plainText),
      ("https://user@api.example.org", .hasCredentials),
      ("https://user:secret@api.example.org", .hasCredentials),
      ("https://api.example.org/v1", .hasMoreThanAHost),
      ("https://api.example.org?x=1", .hasMoreThanAHost),
      ("https://api.example.org/#x", .hasMoreThanAHost),
    ])
  func anotherTextIsRefused(_ text: String, _ expected: EndpointError) {
    #expect(throws: expected) { try Endpoint(baseURL: text) }
  }

  @Test("Every error says what happened and what to do", arguments: EndpointError.allCases)
  func everyErrorSaysWhatHappenedAndWhatToDo(_ error: EndpointError) {
    for language in Language.allCases {
      #expect(error.explanation.what.text(language).hasSuffix("."))
      #expect(error.explanation.next.text(language).count > 5)
    }
  }
}
