import Foundation
import Testing

@testable import VendorHTTP

/// The client is set up as the contract of the seam needs.
struct ClientConfigurationTests {
  @Test(
    "Connecting takes no longer than the request",
    arguments: [(Duration.seconds(3), Duration.seconds(3)), (.seconds(60), .seconds(10))])
  func connectingTakesNoLongerThanTheRequest(_ timeout: Duration, _ expected: Duration) {
    let settings = ClientConfiguration(
      timeout: timeout, concurrency: 4, extraRootCertificatesFile: nil, proxy: nil)
    #expect(settings.connectTimeout == expected)
  }

  @Test(
    "Certificates that cannot be read are an error", arguments: ["/no/such/file.pem", "/dev/null"])
  func certificatesThatCannotBeReadAreAnError(_ path: String) {
    #expect(throws: HTTPTransportError.unreadableCertificates(path: path)) {
      _ = try HTTPTransport(
        endpoint: Endpoint(.sandbox), timeout: .seconds(1),
        concurrency: 1, extraRootCertificatesFile: path, userAgent: "t", environment: [:])
    }
  }
}
