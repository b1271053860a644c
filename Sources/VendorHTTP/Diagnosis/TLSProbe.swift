package import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Looks at the TLS of an endpoint: its version and how long its certificate is good.
///
/// Nothing is asked of the API: the connection ends after the handshake.
package struct TLSProbe: Sendable {
  /// What was seen.
  package enum Finding: Sendable, Equatable {
    /// Plain HTTP to this machine.
    case notUsed
    /// `version` as `TLS 1.3`.
    case trusted(version: String, validUntil: Date)
    /// Speaks TLS with a certificate that is not believed; the dates are those that it claims.
    case untrusted(validFrom: Date, validUntil: Date)
    /// No connection, or nothing there speaks TLS; a sentence without address.
    case failed(String)
  }

  private let endpoint: Endpoint
  private let timeout: Duration
  private let proxy: ProxySettings.Server?
  private let context: NIOSSLContext

  /// - Throws: ``HTTPTransportError``.
  package init(
    endpoint: Endpoint, timeout: Duration, extraRootCertificatesFile: String? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(HTTPTransportError) {
    self.endpoint = endpoint
    self.timeout = timeout
    proxy = try ProxySettings(environment: environment, endpoint: endpoint).server
    let settings = ClientConfiguration(
      timeout: timeout, concurrency: 1, extraRootCertificatesFile: extraRootCertificatesFile,
      proxy: proxy)
    let tls = try settings.tls()
    do {
      context = try NIOSSLContext(configuration: tls)
    } catch {
      throw .unreadableCertificates(path: extraRootCertificatesFile ?? "")
    }
  }

  /// Connects once, and a second time to read the dates of a certificate that is not believed.
  package func run() async -> Finding {
    guard endpoint.scheme == "https" else { return .notUsed }
    do {
      return try await handshake(showing: nil)
    } catch {
      let shown = ShownCertificate()
      if isTLSFailure(error) { _ = try? await handshake(showing: shown) }
      guard let (from, until) = shown.dates else { return .failed(Self.reason(error)) }
      return .untrusted(validFrom: from, validUntil: until)
    }
  }

  private func handshake(showing shown: ShownCertificate?) async throws -> Finding {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let done = loop.makePromise(of: Finding.self)
    let deadline = loop.scheduleTask(in: TimeAmount(timeout)) { done.fail(TimeIsUp()) }
    defer { deadline.cancel() }
    let connecting = ClientBootstrap(group: loop).connectTimeout(TimeAmount(timeout))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            HandshakeHandler(
              tunnelRequest: proxy.map(tunnelRequest), makeTLS: { try handler(shown) }, done: done))
        }
      }
      .connect(host: proxy?.host ?? endpoint.host, port: proxy?.port ?? endpoint.port ?? 443)
    connecting.whenFailure { done.fail($0) }
    defer { connecting.whenSuccess { $0.close(promise: nil) } }
    return try await withTaskCancellationHandler {
      try await done.futureResult.get()
    } onCancel: {
      done.fail(CancellationError())
    }
  }

  private func tunnelRequest(to proxy: ProxySettings.Server) -> String {
    let name = endpoint.host.contains(":") ? "[\(endpoint.host)]" : endpoint.host
    let target = "\(name):\(endpoint.port ?? 443)"
    let login = proxy.credentials.map { credentials in
      "Proxy-Authorization: Basic \(Data(credentials.utf8).base64EncodedString())\r\n"
    }
    return "CONNECT \(target) HTTP/1.1\r\nHost: \(target)\r\n\(login ?? "")\r\n"
  }

  /// A name of digits has no place in the handshake.
  private func handler(_ shown: ShownCertificate?) throws -> NIOSSLClientHandler {
    let isAddress = (try? SocketAddress(ipAddress: endpoint.host, port: 0)) != nil
    let name = isAddress ? nil : endpoint.host
    guard let shown else { return try NIOSSLClientHandler(context: context, serverHostname: name) }
    return try NIOSSLClientHandler(
      context: context, serverHostname: name, customVerificationCallback: shown.refuse)
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case TunnelRefusal.needsLogin: "The proxy asks for a user name and password."
    case TunnelRefusal.refused: "The proxy refused the connection."
    default: sentence(for: error)
    }
  }
}

/// Keeps the dates of a certificate, which it refuses whatever it is.
private final class ShownCertificate: Sendable {
  private let seen = Mutex<(Date, Date)?>(nil)

  var dates: (Date, Date)? { seen.withLock { $0 } }

  func refuse(
    _ certificates: [NIOSSLCertificate], _ promise: EventLoopPromise<NIOSSLVerificationResult>
  ) {
    if let first = certificates.first {
      let from = Date(timeIntervalSince1970: TimeInterval(first.notValidBefore))
      let until = Date(timeIntervalSince1970: TimeInterval(first.notValidAfter))
      seen.withLock { $0 = (from, until) }
    }
    promise.succeed(.failed)
  }
}

private func isTLSFailure(_ error: any Error) -> Bool {
  error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError
}
