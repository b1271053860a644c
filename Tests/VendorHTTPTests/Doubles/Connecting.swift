import BulkEngine

@testable import VendorHTTP

/// Calls `body` with a transport to `port` of this machine and shuts it down afterwards.
///
/// - Parameter timeout: long, since on a busy machine a test may wait long for its turn.
func withTransport<Value>(
  port: Int, scheme: String = "http", timeout: Duration = .seconds(120),
  longestReply: Int = 1 << 20, _ body: (HTTPTransport) async throws -> Value
) async throws -> Value {
  try await withTransport(
    to: Endpoint(baseURL: "\(scheme)://127.0.0.1:\(port)"), timeout: timeout,
    longestReply: longestReply, environment: [:], body)
}

/// Calls `body` with a transport to `endpoint` and shuts it down afterwards.
func withTransport<Value>(
  to endpoint: Endpoint, timeout: Duration = .seconds(120), longestReply: Int = 1 << 20,
  environment: [String: String], extraRoots: String? = nil,
  _ body: (HTTPTransport) async throws -> Value
) async throws -> Value {
  let transport = try HTTPTransport(
    endpoint: endpoint, timeout: timeout, concurrency: 2,
    extraRootCertificatesFile: extraRoots, userAgent: "qualifica-tests", longestReply: longestReply,
    environment: environment)
  do {
    let value = try await body(transport)
    await transport.shutdown()
    return value
  } catch {
    await transport.shutdown()
    throw error
  }
}

/// What came of a request, as a value to compare.
enum Outcome: Equatable {
  case reply(Int)
  case notSent
  case unknown
}

extension Transport {
  func outcome(of request: Request) async -> Outcome {
    do throws(TransportError) {
      return .reply(try await send(request).status)
    } catch {
      return switch error {
      case .notSent: .notSent
      case .unknown: .unknown
      }
    }
  }
}

/// A request with effects and one without.
let post = Request(.post, "/v1/payout/data-qualification", body: Array(#"{"data":[]}"#.utf8))
let get = Request(.get, "/v1/payout/data-qualification/services")
