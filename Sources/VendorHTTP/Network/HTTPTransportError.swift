/// Why the client cannot be set up.
package enum HTTPTransportError: Error, Sendable, Equatable {
  case unreadableProxy(variable: String)
  case unreadableCertificates(path: String)

  /// What is wrong and what to do; proxy addresses stay out of it, they can hold passwords.
  package var sentence: String {
    switch self {
    case .unreadableProxy(let variable):
      "The proxy in \(variable) cannot be used; write it like http://proxy.example.org:3128."
    case .unreadableCertificates(let path):
      "The certificates in \(path) cannot be read; the regular file must hold certificates in PEM form."
    }
  }
}
