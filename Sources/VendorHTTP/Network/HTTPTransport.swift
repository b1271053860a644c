import AsyncHTTPClient
package import BulkEngine
import Foundation
import NIOCore
import NIOHTTP1

/// The seam `Transport` over HTTP/1.1, without credentials; see ``AuthorizedTransport``.
///
/// An attempt that fails is `notSent` when its request was never written to a connection, whatever
/// the error, and `unknown` in all other cases; ``AttemptGate`` is the proof.
package struct HTTPTransport: Transport {
  /// Longest body of a reply in bytes; a full page of records takes about 100 KB.
  package static let longestReply = 8 << 20

  private let client: HTTPClient
  private let gate: AttemptGate
  private let requests: RequestMessage
  private let timeout: Duration
  private let longestReply: Int

  /// Sets up the client; no connection is made yet. End it with ``shutdown()``.
  ///
  /// - Parameters:
  ///   - timeout: of one request as a whole, from waiting for a connection to the last byte.
  ///   - concurrency: most requests in flight; as many connections are kept.
  ///   - extraRootCertificatesFile: PEM file of certificates trusted besides the system's.
  ///   - environment: names the proxy, see ``ProxySettings``.
  /// - Throws: ``HTTPTransportError``.
  package init(
    endpoint: Endpoint, timeout: Duration, concurrency: Int,
    extraRootCertificatesFile: String? = nil, userAgent: String,
    longestReply: Int = Self.longestReply,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(HTTPTransportError) {
    let proxy = try ProxySettings(environment: environment, endpoint: endpoint)
    let settings = ClientConfiguration(
      timeout: timeout, concurrency: concurrency,
      extraRootCertificatesFile: extraRootCertificatesFile, proxy: proxy.server,
      longestReply: longestReply)
    gate = AttemptGate()
    client = HTTPClient(configuration: try settings.configuration(gate: gate))
    requests = RequestMessage(endpoint: endpoint, userAgent: userAgent)
    self.timeout = timeout
    self.longestReply = longestReply
  }

  /// Whether a client could be set up, without setting one up.
  ///
  /// - Throws: ``HTTPTransportError``.
  package static func check(
    endpoint: Endpoint, extraRootCertificatesFile: String?,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(HTTPTransportError) {
    let proxy = try ProxySettings(environment: environment, endpoint: endpoint)
    _ = try ClientConfiguration(
      timeout: .zero, concurrency: 1, extraRootCertificatesFile: extraRootCertificatesFile,
      proxy: proxy.server
    ).tls()
  }

  /// Closes all connections; requests in flight fail.
  package func shutdown() async {
    try? await client.shutdown()
  }

  package func send(_ request: Request) async throws(TransportError) -> Reply {
    let attempt = gate.open()
    let message = requests.message(for: request, attempt: attempt)
    let outcome = await exchange(message)
    let wasWritten = gate.close(attempt)
    switch outcome {
    case .success(let reply):
      // Never seen; without the gate in its way nothing could be told of a failure either.
      guard wasWritten else { throw .unknown("The reply came before its request was written.") }
      return reply
    case .failure(let failure):
      let reason = sentence(for: failure)
      throw wasWritten ? .unknown(reason) : .notSent(reason)
    }
  }

  /// The reply or what prevented it, at the latest when the time is up.
  private func exchange(_ message: HTTPClientRequest) async -> Result<Reply, any Error> {
    guard !Task.isCancelled else { return .failure(CancellationError()) }
    return await withTaskGroup { group in
      group.addTask { await Self.result { try await reply(to: message) } }
      group.addTask {
        await Self.result {
          try await Task.sleep(for: timeout)
          throw TimeIsUp()
        }
      }
      defer { group.cancelAll() }
      return await group.next() ?? .failure(TimeIsUp())
    }
  }

  private func reply(to message: HTTPClientRequest) async throws -> Reply {
    let response = try await client.execute(message, timeout: TimeAmount(timeout))
    let body = try await response.body.collect(upTo: longestReply)
    // A cancelled stream may end early like a complete one.
    try Task.checkCancellation()
    let headers = response.headers.map { header in
      (header.name.lowercased(), header.value)
    }
    return Reply(
      status: Int(response.status.code), headers: Dictionary(headers) { first, _ in first },
      body: Array(buffer: body))
  }

  private static func result(
    of body: () async throws -> Reply
  ) async -> Result<Reply, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}

/// Why the client cannot be set up.
package enum HTTPTransportError: ExplainedError, Sendable, Equatable {
  case unreadableProxy(variable: String)
  case unreadableCertificates(path: String)

  /// What is wrong and what to do; proxy addresses stay out of it, they can hold passwords.
  package var explanation: Explanation {
    switch self {
    case .unreadableProxy(let variable):
      Explanation(
        Bilingual(
          "The proxy in \(variable) cannot be used.",
          "O proxy em \(variable) não pode ser usado."),
        next: Bilingual(
          "Write it like http://proxy.example.org:3128.",
          "Escreva-o como http://proxy.example.org:3128."))
    case .unreadableCertificates(let path):
      Explanation(
        Bilingual(
          "The certificates in \(path) cannot be read.",
          "Os certificados em \(path) não podem ser lidos."),
        next: Bilingual(
          "Name a regular file that holds certificates in PEM form with --ca-cert or QUALIFICA_CA_CERT.",
          "Indique com --ca-cert ou QUALIFICA_CA_CERT um arquivo comum com certificados em formato PEM."
        ))
    }
  }
}
