import BulkEngine
import Testing

@testable import VendorHTTP

/// An error of the set-up says what to do.
struct HTTPTransportErrorTests {
  @Test("The sentence names the cause")
  func theSentenceNamesTheCause() {
    for language in Language.allCases {
      let proxy = HTTPTransportError.unreadableProxy(variable: "ALL_PROXY").explanation
      #expect(proxy.what.text(language).contains("ALL_PROXY"))
      let certificates = HTTPTransportError.unreadableCertificates(path: "/x.pem").explanation
      #expect(certificates.what.text(language).contains("/x.pem"))
      for name in ["--ca-cert", "QUALIFICA_CA_CERT"] {
        #expect(certificates.next.text(language).contains(name))
      }
    }
  }
}
