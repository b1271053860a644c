import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// The whole time of a request is over.
struct TimeIsUp: Error {}

/// Says what ended an attempt, in a sentence without address, token or content.
///
/// Errors that are not listed are named by their type alone: their texts may quote the request.
func sentence(for failure: any Error) -> String {
  switch failure {
  case let failure as HTTPClientError: sentence(for: failure)
  case let failure as NIOConnectionError: sentence(for: failure)
  case let failure as IOError: sentence(for: failure)
  case _ where isOfOldTLS(failure):
    "TLS failed: the other side offers no TLS 1.2 or newer, and older versions are not used."
  case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
    "TLS failed: the certificate is not trusted, or nothing there speaks TLS."
  case is TimeIsUp: "The request was not answered in time."
  case is CancellationError: "The request was cancelled."
  case is AttemptRefused: "The request was over before it could be written."
  case is UnknownReplyStatus: "The reply has a status that HTTP does not know."
  case is NIOTooManyBytesError: "The reply is longer than accepted."
  case is ChannelError: "The connection was closed."
  default: "The connection failed (\(type(of: failure)))."
  }
}

/// Whether the two sides have no version of TLS in common; the library says so only in its text.
private func isOfOldTLS(_ failure: any Error) -> Bool {
  guard failure is NIOSSLError || failure is NIOSSLExtraError || failure is BoringSSLError else {
    return false
  }
  let text = String(describing: failure)
  return ["UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION"].contains { text.contains($0) }
}

private func sentence(for failure: HTTPClientError) -> String {
  switch failure {
  case .deadlineExceeded: "The request was not answered in time."
  case .getConnectionFromPoolTimeout, .connectTimeout: "No connection was made in time."
  case .tlsHandshakeTimeout: "The TLS handshake was not finished in time."
  case .httpProxyHandshakeTimeout, .socksHandshakeTimeout: "The proxy did not answer in time."
  case .invalidProxyResponse: "The proxy refused the connection."
  case .proxyAuthenticationRequired: "The proxy asks for a user name and password."
  case .remoteConnectionClosed: "The server closed the connection without a complete reply."
  case .cancelled: "The request was cancelled."
  case .alreadyShutdown: "The client has been shut down."
  default: "The request failed (\(failure.shortDescription))."
  }
}

private func sentence(for failure: NIOConnectionError) -> String {
  guard failure.connectionErrors.isEmpty else { return noAnswer }
  return "The host name was not found."
}

private func sentence(for failure: IOError) -> String {
  switch failure.errnoCode {
  case ECONNREFUSED: noAnswer
  case ECONNRESET, EPIPE: "The connection was reset."
  default: "The connection failed (errno \(failure.errnoCode))."
  }
}

private let noAnswer = "Nothing answers at the host and port of the API or of the proxy."
