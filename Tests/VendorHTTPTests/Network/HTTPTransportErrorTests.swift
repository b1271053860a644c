import Testing

@testable import VendorHTTP

/// An error of the set-up says what to do.
struct HTTPTransportErrorTests {
  @Test func theSentenceNamesTheCause() {
    #expect(
      HTTPTransportError.unreadableProxy(variable: "ALL_PROXY").sentence.contains("ALL_PROXY"))
    #expect(HTTPTransportError.unreadableCertificates(path: "/x.pem").sentence.contains("/x.pem"))
  }
}
