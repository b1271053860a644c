/// How much a stranger may ask of the server. A callback of the API has about 500 bytes of body.
package struct ServerLimits: Sendable {
  /// Bytes of a body at most; more is answered with 413.
  package var bodyBytes = 64 << 10
  /// Bytes of the name and value of a header, and of the target, at most.
  package var fieldBytes = 8 << 10
  /// Bytes of all headers at most.
  package var headerBytes = 16 << 10
  package var headerCount = 64
  /// From connecting, or from the answer before, to the last byte of a request. A sender that
  /// trickles is cut off then, however often it sends a byte.
  package var requestTime = Duration.seconds(10)
  /// Connections at one time; more are closed as they come.
  package var connections = 256

  package init() {}
}
