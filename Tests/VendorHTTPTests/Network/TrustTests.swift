import NIOSSL
import BulkEngine
import Testing

@testable import VendorHTTP

/// A root may be added; verification is never off.
@Suite(.timeLimit(.minutes(5)))
struct TrustTests {
  private static let answer = RawServer.Answer.keepOpen(
    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]")

  private func outcome(certificate: String, extraRoot: String?) async throws -> (Outcome, [String])
  {
    try await RawServer.serving([Self.answer], certificate: certificate) { server in
      let endpoint = try Endpoint(baseURL: "https://127.0.0.1:\(server.port)")
      let outcome = try await withRoot(extraRoot) { path in
        try await withTransport(to: endpoint, environment: [:], extraRoots: path) {
          await $0.outcome(of: post)
        }
      }
      return (outcome, server.requests)
    }
  }

  private func withRoot<Value>(
    _ pem: String?, _ body: (String?) async throws -> Value
  ) async throws -> Value {
    guard let pem else { return try await body(nil) }
    return try await withCertificateFile(pem) { try await body($0) }
  }

  @Test("An added root is trusted")
  func anAddedRootIsTrusted() async throws {
    let (outcome, requests) = try await outcome(
      certificate: Certificates.localhost, extraRoot: Certificates.authority)
    #expect(outcome == .reply(200))
    #expect(requests.count == 1)
  }

  /// Tells too, so that people do not look for the fault in the certificate.
  @Test("Old TLS is not spoken and nothing is sent", arguments: [TLSVersion.tlsv1, .tlsv11])
  func oldTLSIsNotSpokenAndNothingIsSent(_ version: TLSVersion) async throws {
    try await withCertificateFile(Certificates.authority) { root in
      try await RawServer.serving(
        [Self.answer], certificate: Certificates.localhost, newestTLS: version
      ) { server in
        let endpoint = try Endpoint(baseURL: "https://127.0.0.1:\(server.port)")
        await #expect {
          try await withTransport(to: endpoint, environment: [:], extraRoots: root) {
            _ = try await $0.send(post)
          }
        } throws: { error in
          guard case TransportError.notSent(let reason) = error else { return false }
          return reason.contains("TLS 1.2")
        }
        #expect(server.requests.isEmpty)
      }
    }
  }

  @Test("Twelve is enough")
  func twelveIsEnough() async throws {
    try await withCertificateFile(Certificates.authority) { root in
      try await RawServer.serving(
        [Self.answer], certificate: Certificates.localhost, newestTLS: .tlsv12
      ) { server in
        let endpoint = try Endpoint(baseURL: "https://127.0.0.1:\(server.port)")
        try await withTransport(to: endpoint, environment: [:], extraRoots: root) {
          #expect(await $0.outcome(of: post) == .reply(200))
        }
      }
    }
  }

  @Test(
    "Any other certificate means not sent",
    arguments: [
      (Certificates.localhost, nil), (Certificates.expired, Certificates.authority),
      (Certificates.otherHost, Certificates.authority),
      (Certificates.localhost, Certificates.otherHost),
    ])
  func anyOtherCertificateMeansNotSent(_ certificate: String, _ extraRoot: String?) async throws {
    let (outcome, requests) = try await outcome(certificate: certificate, extraRoot: extraRoot)
    #expect(outcome == .notSent)
    #expect(requests.isEmpty)
  }
}
