import Foundation
import NIOSSL
import Testing

@testable import VendorHTTP

/// The probe tells how long a certificate is good, also one that is not believed, and asks nothing.
@Suite(.timeLimit(.minutes(5)))
struct TLSProbeTests {
  /// 2119-01-01, 2020-01-01 and 2021-01-01.
  private static let (end, beginning, expiry) = (
    Date(timeIntervalSince1970: 4_701_974_400), Date(timeIntervalSince1970: 1_577_836_800),
    Date(timeIntervalSince1970: 1_609_459_200)
  )

  private func finding(
    _ answer: RawServer.Answer = .stall, certificate: String?, timeout: Duration = .seconds(120),
    newestTLS: TLSVersion? = nil
  ) async throws -> (TLSProbe.Finding, [String]) {
    try await withCertificateFile(Certificates.authority) { root in
      try await RawServer.serving(
        [answer], certificate: certificate, newestTLS: newestTLS
      ) { server in
        let probe = try TLSProbe(
          endpoint: Endpoint(baseURL: "https://localhost:\(server.port)"), timeout: timeout,
          extraRootCertificatesFile: root, environment: [:])
        return (await probe.run(), server.requests)
      }
    }
  }

  @Test("A trusted certificate has an end")
  func aTrustedCertificateHasAnEnd() async throws {
    let (finding, requests) = try await finding(certificate: Certificates.localhost)
    #expect(finding == .trusted(version: "TLS 1.3", validUntil: Self.end))
    #expect(requests.isEmpty)
  }

  @Test("Old TLS is told as such", arguments: [TLSVersion.tlsv1, .tlsv11])
  func oldTLSIsToldAsSuch(_ version: TLSVersion) async throws {
    let (finding, _) = try await finding(certificate: Certificates.localhost, newestTLS: version)
    guard case .failed(let said) = finding else { return #expect(Bool(false), "\(finding)") }
    #expect(said.contains("TLS 1.2"))
  }

  @Test("Dates of a certificate that is not believed are told")
  func datesOfACertificateThatIsNotBelievedAreTold() async throws {
    let (expired, _) = try await finding(certificate: Certificates.expired)
    #expect(expired == .untrusted(validFrom: Self.beginning, validUntil: Self.expiry))
    let (other, requests) = try await finding(certificate: Certificates.otherHost)
    #expect(other == .untrusted(validFrom: Self.beginning, validUntil: Self.end))
    #expect(requests.isEmpty)
  }

  @Test("What speaks no TLS is told", arguments: [RawServer.Answer.closeAtOnce, .stall])
  func whatSpeaksNoTLSIsTold(_ answer: RawServer.Answer) async throws {
    let (finding, _) = try await finding(answer, certificate: nil, timeout: .milliseconds(300))
    guard case .failed = finding else { return #expect(Bool(false), "\(finding)") }
  }

  @Test("Plain HTTP has none")
  func plainHTTPHasNone() async throws {
    let probe = try TLSProbe(
      endpoint: Endpoint(baseURL: "http://127.0.0.1:1"), timeout: .seconds(1), environment: [:])
    #expect(await probe.run() == .notUsed)
  }

  @Test(
    "The proxy's answer is told",
    arguments: [
      ("407 Authenticate", "The proxy asks for a user name and password."),
      ("502 Bad", "The proxy refused the connection."), ("200 OK", nil),
    ])
  func theProxysAnswerIsTold(_ status: String, _ sentence: String?) async throws {
    let answer = RawServer.Answer.keepOpen("HTTP/1.1 \(status)\r\n\r\n")
    try await RawServer.serving([answer, .closeAtOnce]) { server in
      let probe = try TLSProbe(
        endpoint: Endpoint(.sandbox), timeout: .seconds(120),
        environment: ["https_proxy": "me:secret@127.0.0.1:\(server.port)"])
      let finding = await probe.run()
      guard case .failed(let said) = finding else { return #expect(Bool(false), "\(finding)") }
      if let sentence { #expect(said == sentence) }
      #expect(server.requests.first?.hasPrefix("CONNECT api.sandbox.wepayout.com.br:443 ") == true)
      #expect(server.requests.first?.contains("Basic bWU6c2VjcmV0") == true)
    }
  }
}
