import AsyncHTTPClient
import NIOCore

/// The whole time of a request is over.
struct TimeIsUp: Error {}

/// Says what ended an attempt, in a sentence without address, token or content.
///
/// Errors that are not listed are named by their type alone: their texts may quote the request.
func sentence(for failure: any Error) -> String {
  switch failure {
  case let failure as HTTPClientError: sentence(for: failure)
  case is TimeIsUp: "The request was not answered in time."
  case is CancellationError: "The request was cancelled."
  case is AttemptRefused: "The request was over before it could be written."
  case is NIOTooManyBytesError: "The reply is longer than accepted."
  case let failure as IOError: "The connection failed (errno \(failure.errnoCode))."
  case is ChannelError: "The connection was closed."
  default: "The connection failed (\(type(of: failure)))."
  }
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
