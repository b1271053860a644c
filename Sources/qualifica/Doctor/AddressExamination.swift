import VendorHTTP

/// Which API is meant and by which way it is reached.
enum AddressExamination {
  static func of(
    _ endpoint: Endpoint, environment: String, _ language: Language
  ) -> Examination {
    guard environment == Endpoint.Environment.production.rawValue else {
      return .ok(.address, "\(endpoint) (\(environment))")
    }
    return .ok(
      .address,
      language.pick("\(endpoint) (production: real money)", "\(endpoint) (produção: dinheiro real)")
    )
  }

  /// - Parameter proxy: host and port, or nil.
  static func ofProxy(_ proxy: String?, _ language: Language) -> Examination {
    .ok(
      .proxy,
      proxy.map { language.pick("through \($0)", "por \($0)") }
        ?? language.pick("none for this address", "nenhum para este endereço"))
  }
}
