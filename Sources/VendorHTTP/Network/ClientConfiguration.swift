import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTPCompression
import NIOSSL
import Spreadsheets

/// The settings under which the HTTP client keeps the contract of `Transport`.
struct ClientConfiguration: Sendable {
  var timeout: Duration
  var concurrency: Int
  var extraRootCertificatesFile: String?
  var proxy: ProxySettings.Server?
  /// Of the body of a reply, in bytes.
  var longestReply = HTTPTransport.longestReply

  /// Longest wait for a connection; a server that takes longer to accept will not answer either.
  private static let longestConnect = Duration.seconds(10)
  /// Shorter than servers usually keep idle connections, so that few are found dead.
  private static let longestIdle = TimeAmount.seconds(15)

  /// Time for making a connection, TLS and proxy included.
  var connectTimeout: Duration { min(timeout, Self.longestConnect) }

  /// HTTP/1.1, no redirects, no second connection attempt, TLS always verified.
  ///
  /// A reply that was packed although no coding was asked for is unpacked, up to the longest reply.
  /// - Throws: ``HTTPTransportError/unreadableCertificates(path:)``.
  func configuration(gate: AttemptGate) throws(HTTPTransportError) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    // Nothing listens.
    configuration.tracing.tracer = nil
    configuration.httpVersion = .http1Only
    configuration.decompression = .enabled(limit: .size(longestReply))
    configuration.timeout.connect = TimeAmount(connectTimeout)
    configuration.connectionPool.idleTimeout = Self.longestIdle
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(concurrency, 1)
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.tlsConfiguration = try tls()
    configuration.proxy = proxy.map(clientProxy)
    configuration.http1_1ConnectionDebugInitializer = { channel in
      AttemptGateHandler.install(in: channel, gate: gate)
    }
    return configuration
  }

  private func clientProxy(_ server: ProxySettings.Server) -> HTTPClient.Configuration.Proxy {
    guard let credentials = server.credentials else {
      return .server(host: server.host, port: server.port)
    }
    let encoded = Data(credentials.utf8).base64EncodedString()
    return .server(
      host: server.host, port: server.port, authorization: .basic(credentials: encoded))
  }

  /// The bundle of a whole operating system has a quarter of a megabyte.
  private static let mostCertificateBytes = 4 << 20

  /// TLS 1.2 at least, whatever the other side offers; the system's roots, and those of the file.
  ///
  /// - Throws: ``HTTPTransportError/unreadableCertificates(path:)``.
  func tls() throws(HTTPTransportError) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    guard let path = extraRootCertificatesFile else { return tls }
    do {
      let certificates = try NIOSSLCertificate.fromPEMBytes(
        SmallFile(path: path, limit: Self.mostCertificateBytes).bytes)
      guard !certificates.isEmpty else {
        throw HTTPTransportError.unreadableCertificates(path: path)
      }
      tls.additionalTrustRoots = [.certificates(certificates)]
    } catch {
      throw .unreadableCertificates(path: path)
    }
    return tls
  }
}
