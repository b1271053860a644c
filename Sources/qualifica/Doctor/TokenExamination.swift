import VendorHTTP

/// The API key: there, private, and of a likely shape. Nothing of it is shown.
enum TokenExamination {
  /// - Parameter source: where it came from.
  static func of(_ token: APIToken, from source: String, _ language: Language) -> Examination {
    switch token.shape {
    case .plausible:
      .ok(.token, language.pick("from \(source)", "de \(source)"))
    case .short:
      .warning(
        .token, language.pick("from \(source), very short", "de \(source), muito curta"),
        todo: language.pick(
          "Compare it with the key that the dashboard showed when it was made.",
          "Compare com a chave que o painel mostrou quando foi criada."))
    case .login:
      .warning(
        .token,
        language.pick(
          "from \(source), a login token: good for five minutes",
          "de \(source), um token de login: vale cinco minutos"),
        todo: language.pick(
          "Make an API key for an API user in the dashboard.",
          "Crie no painel uma chave de API para um usuário de API."))
    }
  }
}
